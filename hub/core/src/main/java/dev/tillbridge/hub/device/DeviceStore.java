package dev.tillbridge.hub.device;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.model.place.LocationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Devices and their codes, in PostgreSQL. */
final class DeviceStore {

  private static final String DEVICES = """
      select id, register, name, enrolled_by, enrolled_at, seen_at, skew_seconds, head, head_hash, revoked_by,
             revoked_at, revoked_why
        from device
      """;

  private static final int HASH_BYTES = 32;

  private final JdbcClient jdbc;

  DeviceStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  boolean isRegister(String id) {
    return jdbc.sql("select exists (select from register where id = :id)")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  boolean isLocation(LocationId id) {
    return jdbc.sql("select exists (select from location where id = :id)")
        .param("id", id.code())
        .query(Boolean.class)
        .single();
  }

  Map<String, LocationId> registers() {
    var found = new LinkedHashMap<String, LocationId>();
    jdbc.sql("select id, location from register order by length(id), id").query(row -> {
      found.put(row.getString("id"), new LocationId(row.getString("location")));
    });
    return found;
  }

  /** False when there was one. */
  boolean addRegister(String id, LocationId location) {
    return jdbc.sql("""
            insert into register (id, location) values (:id, :location) on conflict do nothing
            """).param("id", id).param("location", location.code()).update() > 0;
  }

  /** Receipts are numbered {@code R1-000101}; what is numbered otherwise is none of a till's. */
  long lastReceipt(String register) {
    return jdbc.sql("""
            select coalesce(max(substring(number from length(:register) + 2)::bigint), 0)
              from (select receipt_number as number from sale where register = :register
                    union all
                    select receipt_number from sale_refund where register = :register) printed
             where starts_with(number, :register || '-')
               and substring(number from length(:register) + 2) ~ '^[0-9]{1,15}$'
            """).param("register", register).query(Long.class).single();
  }

  void endCodes(String register, Instant now) {
    jdbc.sql("""
            update device_code set expires_at = :now
             where register = :register and device is null and expires_at > :now
            """).param("register", register).param("now", now.atOffset(UTC)).update();
  }

  void addCode(byte[] hash, String register, String by, Instant now, Instant until) {
    jdbc.sql("""
            insert into device_code (hash, register, made_by, made_at, expires_at)
            values (:hash, :register, :by, :now, :until)
            """)
        .param("hash", hash)
        .param("register", register)
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .param("until", until.atOffset(UTC))
        .update();
  }

  record Code(String register, String madeBy, @Nullable UUID device) {}

  /** The code, which nobody else can use until the transaction ends. */
  Optional<Code> code(byte[] hash, Instant now) {
    return jdbc.sql("""
            select register, made_by, device from device_code
             where hash = :hash and expires_at > :now for update
            """)
        .param("hash", hash)
        .param("now", now.atOffset(UTC))
        .query((row, _) -> new Code(
            row.getString("register"),
            row.getString("made_by"),
            row.getObject("device", UUID.class)))
        .optional();
  }

  void use(byte[] hash, UUID device) {
    jdbc.sql("update device_code set device = :device where hash = :hash")
        .param("device", device)
        .param("hash", hash)
        .update();
  }

  void add(UUID id, String register, String name, byte[] key, String by, Instant now) {
    jdbc.sql("""
            insert into device (id, register, name, public_key, enrolled_by, enrolled_at, seen_at, head_hash)
            values (:id, :register, :name, :key, :by, :now, :now, :none)
            """)
        .param("id", id)
        .param("register", register)
        .param("name", name)
        .param("key", key)
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .param("none", new byte[HASH_BYTES])
        .update();
  }

  byte[] key(UUID id) {
    return jdbc.sql("select public_key from device where id = :id")
        .param("id", id)
        .query((row, _) -> row.getBytes("public_key"))
        .single();
  }

  void revoke(UUID id, String by, Instant now, String why) {
    jdbc.sql("""
            update device set revoked_by = :by, revoked_at = :now, revoked_why = :why
             where id = :id and revoked_at is null
            """)
        .param("id", id)
        .param("by", by)
        .param("now", now.atOffset(UTC))
        .param("why", why)
        .update();
  }

  List<Device> all() {
    return jdbc.sql(DEVICES + " order by revoked_at is not null, register, enrolled_at desc")
        .query(DeviceStore::device)
        .list();
  }

  Optional<Device> find(UUID id) {
    return jdbc.sql(DEVICES + " where id = :id")
        .param("id", id)
        .query(DeviceStore::device)
        .optional();
  }

  /** The same, ours until the transaction ends. */
  Optional<Device> locked(UUID id) {
    return jdbc.sql(DEVICES + " where id = :id for update")
        .param("id", id)
        .query(DeviceStore::device)
        .optional();
  }

  Optional<Device> of(String register) {
    return jdbc.sql(DEVICES + " where register = :register and revoked_at is null")
        .param("register", register)
        .query(DeviceStore::device)
        .optional();
  }

  void seen(UUID id, Instant now, int skewSeconds) {
    jdbc.sql("update device set seen_at = :now, skew_seconds = :skew where id = :id")
        .param("id", id)
        .param("now", now.atOffset(UTC))
        .param("skew", skewSeconds)
        .update();
  }

  void moveHead(UUID id, long head, byte[] hash) {
    jdbc.sql("update device set head = :head, head_hash = :hash where id = :id")
        .param("id", id)
        .param("head", head)
        .param("hash", hash)
        .update();
  }

  /** Makes the caller the one who takes the device's entries until then; false when somebody is. */
  boolean claim(UUID id, Instant now, Instant until) {
    return jdbc.sql("""
            update device set worked_until = :until
             where id = :id and (worked_until is null or worked_until <= :now)
            """)
            .param("id", id)
            .param("now", now.atOffset(UTC))
            .param("until", until.atOffset(UTC))
            .update()
        > 0;
  }

  /** Whoever came after its end keeps it. */
  void release(UUID id, Instant until) {
    jdbc.sql("update device set worked_until = null where id = :id and worked_until = :until")
        .param("id", id)
        .param("until", until.atOffset(UTC))
        .update();
  }

  private static Device device(ResultSet row, int number) throws SQLException {
    var revoked = row.getTimestamp("revoked_at");
    return new Device(
        row.getObject("id", UUID.class),
        row.getString("register"),
        row.getString("name"),
        row.getString("enrolled_by"),
        row.getTimestamp("enrolled_at").toInstant(),
        row.getTimestamp("seen_at").toInstant(),
        row.getInt("skew_seconds"),
        row.getLong("head"),
        HexFormat.of().formatHex(row.getBytes("head_hash")),
        row.getString("revoked_by"),
        revoked == null ? null : revoked.toInstant(),
        row.getString("revoked_why"));
  }
}
