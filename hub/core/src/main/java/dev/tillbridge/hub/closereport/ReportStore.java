package dev.tillbridge.hub.closereport;

import static java.time.ZoneOffset.UTC;

import dev.tillbridge.hub.problem.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reports as rows; they are added and never changed. */
final class ReportStore {

  private static final String SELECT = """
      select id, from_day, through_day, green, verdict, made_by, made_at, key_id, pdf_hash, csv_hash
        from close_report
      """;

  private final JdbcClient jdbc;

  ReportStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The bytes of a report that is about to be kept, by the names of the files. */
  void add(CloseReport report, Map<String, byte[]> files) {
    jdbc.sql("""
            insert into close_report (id, from_day, through_day, green, verdict, made_by, made_at,
                                      key_id, pdf, csv, manifest, signature)
            values (:id, :from, :through, :green, :verdict, :by, :at, :key, :pdf, :csv, :manifest,
                    :signature)
            on conflict (id) do nothing
            """)
        .param("id", report.id())
        .param("from", report.period().from())
        .param("through", report.period().through())
        .param("green", report.green())
        .param("verdict", report.verdict())
        .param("by", report.by())
        .param("at", report.at().atOffset(UTC))
        .param("key", report.key())
        .param("pdf", files.get(ReportFiles.PDF))
        .param("csv", files.get(ReportFiles.CSV))
        .param("manifest", files.get(ReportFiles.MANIFEST))
        .param("signature", files.get(ReportFiles.SIGNATURE))
        .update();
  }

  Optional<CloseReport> find(UUID id) {
    return jdbc.sql(SELECT + " where id = :id")
        .param("id", id)
        .query((row, _) -> report(row))
        .optional();
  }

  List<CloseReport> newest(int most) {
    return jdbc.sql(SELECT + " order by made_at desc, id limit :most")
        .param("most", most)
        .query((row, _) -> report(row))
        .list();
  }

  /** The first report that has this file. */
  Optional<CloseReport> withFile(byte[] hash) {
    return jdbc.sql(SELECT + """
             where pdf_hash = :hash or csv_hash = :hash or manifest_hash = :hash
             order by made_at, id limit 1
            """)
        .param("hash", hash)
        .query((row, _) -> report(row))
        .optional();
  }

  /** What was kept of it. */
  Map<String, byte[]> files(UUID id) {
    return jdbc.sql("select pdf, csv, manifest, signature from close_report where id = :id")
        .param("id", id)
        .query((row, _) -> {
          Map<String, byte[]> files = new LinkedHashMap<>();
          files.put(ReportFiles.PDF, row.getBytes("pdf"));
          files.put(ReportFiles.CSV, row.getBytes("csv"));
          files.put(ReportFiles.MANIFEST, row.getBytes("manifest"));
          files.put(ReportFiles.SIGNATURE, row.getBytes("signature"));
          return files;
        })
        .optional()
        .orElseThrow(() -> new NotFound("report " + id));
  }

  private static CloseReport report(ResultSet row) throws SQLException {
    return new CloseReport(
        row.getObject("id", UUID.class),
        new Period(
            row.getObject("from_day", LocalDate.class),
            row.getObject("through_day", LocalDate.class)),
        row.getBoolean("green"),
        row.getString("verdict"),
        row.getString("made_by"),
        row.getTimestamp("made_at").toInstant(),
        row.getString("key_id"),
        HexFormat.of().formatHex(row.getBytes("pdf_hash")),
        HexFormat.of().formatHex(row.getBytes("csv_hash")));
  }
}
