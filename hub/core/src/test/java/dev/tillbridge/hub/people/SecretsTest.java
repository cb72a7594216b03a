package dev.tillbridge.hub.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillbridge.hub.testing.Db;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretsTest {

  private final Db db = Db.fresh();
  private final byte[] key = Digests.random(32);
  private final Secrets secrets = secrets(key);

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void what_is_put_is_got_and_the_newest_counts() {
    assertThat(secrets.get("quickbooks")).isEmpty();
    secrets.put("quickbooks", "first");
    secrets.put("quickbooks", "sécond ☂");
    assertThat(secrets(key).get("quickbooks")).contains("sécond ☂");
  }

  @Test
  void the_database_never_sees_it_and_equal_ones_look_different() {
    secrets.put("a", "refresh-token");
    secrets.put("b", "refresh-token");
    assertThat(new String(sealed("a"), StandardCharsets.ISO_8859_1)).doesNotContain("refresh");
    assertThat(sealed("a")).isNotEqualTo(sealed("b"));
  }

  @Test
  void another_key_a_swapped_row_and_a_flipped_bit_open_nothing() {
    secrets.put("a", "one");
    secrets.put("b", "two");
    assertThatThrownBy(() -> secrets(Digests.random(32)).get("a"))
        .isInstanceOf(IllegalStateException.class);
    db.jdbc()
        .sql("update secret set sealed = (select sealed from secret where name = 'b')")
        .update();
    assertThatThrownBy(() -> secrets.get("a")).isInstanceOf(IllegalStateException.class);
    assertThat(secrets.get("b")).contains("two");
    db.jdbc().sql("update secret set sealed = set_byte(sealed, 13, 1)").update();
    assertThatThrownBy(() -> secrets.get("b")).isInstanceOf(IllegalStateException.class);
    db.jdbc().sql("update secret set sealed = ''").update();
    assertThatThrownBy(() -> secrets.get("b")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_new_sealing_key_opens_what_the_old_one_sealed_and_seals_it_anew() {
    secrets.put("a", "one");
    var first = Digests.random(32);
    var second = Digests.random(32);
    assertThat(keyed(first).get("a")).contains("one");
    keyed(first).put("b", "two");
    assertThat(keyed(second, first).rotate()).isEqualTo(2);
    assertThat(keyed(second, first).rotate()).isZero();
    // Now the first may go; the pepper never changed.
    assertThat(keyed(second).get("a")).contains("one");
    assertThat(keyed(second).get("b")).contains("two");
    assertThatThrownBy(() -> keyed(first).get("b")).isInstanceOf(IllegalStateException.class);
    assertThat(keyed(second).pepper()).isEqualTo(secrets.pepper());
    keyed(second).remove("a");
    assertThat(keyed(second).get("a")).isEmpty();
  }

  private Secrets keyed(byte[]... sealing) {
    return new Secrets(db.jdbc(), InstantSource.system(), key, java.util.List.of(sealing));
  }

  @Test
  void the_pepper_is_a_key_of_its_own() {
    assertThat(secrets.pepper()).hasSize(32).isEqualTo(secrets(key).pepper()).isNotEqualTo(key);
    assertThatThrownBy(() -> secrets(new byte[16])).isInstanceOf(IllegalArgumentException.class);
  }

  private Secrets secrets(byte[] master) {
    return new Secrets(db.jdbc(), InstantSource.system(), master);
  }

  private byte[] sealed(String name) {
    return db.jdbc()
        .sql("select sealed from secret where name = :name")
        .param("name", name)
        .query((row, _) -> row.getBytes(1))
        .single();
  }
}
