package dev.tillbridge.app.api;

import dev.tillbridge.hub.catalog.Asked;
import dev.tillbridge.hub.catalog.Catalog;
import dev.tillbridge.hub.sales.Remark;
import dev.tillbridge.hub.sales.Remark.Kind;
import dev.tillbridge.hub.sales.Remarks;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what a till wrote down of a sale, and keeps it once the sale is recorded. */
@Component
class SaleRemarks {

  private static final int REFERENCE_LONGEST = 60;
  private static final int NAME_LONGEST = 100;
  private static final int PARTS_MOST = 100;

  private final Catalog catalog;
  private final Remarks remarks;

  SaleRemarks(Catalog catalog, Remarks remarks) {
    this.catalog = catalog;
    this.remarks = remarks;
  }

  /**
   * What is to be kept; read before the sale is recorded, so that what makes no sense stops it.
   *
   * @throws dev.tillbridge.hub.problem.BadInput naming the field
   */
  List<Remark> read(SaleBody body) {
    var read = new ArrayList<Remark>();
    var lines = body.lines() == null ? List.<SaleBody.@Nullable Line>of() : body.lines();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line != null && line.note() != null) {
        var note = Input.text("lines[" + i + "].note", line.note(), Remark.LONGEST);
        read.add(new Remark(i + 1, Kind.NOTE, note));
      }
      if (line != null && line.weight() != null) {
        read.add(new Remark(i + 1, Kind.WEIGHT, weight(line.sku(), line.weight())));
      }
    }
    var of = body.remarks();
    if (of != null) {
      whole(of, read);
    }
    return read;
  }

  void keep(UUID sale, List<Remark> read) {
    remarks.keep(sale, read);
  }

  List<Remark> of(UUID sale) {
    return remarks.of(sale);
  }

  private static void whole(RemarksBody of, List<Remark> read) {
    if (of.note() != null) {
      read.add(new Remark(0, Kind.NOTE, Input.text("remarks.note", of.note(), Remark.LONGEST)));
    }
    var age = of.age();
    if (age != null) {
      int years = Input.between("remarks.age.minimumAge", age.minimumAge(), 1, Asked.OLDEST);
      read.add(new Remark(
          0,
          Kind.AGE,
          "%d years or older, born on or before %s: seen by %s at %s"
              .formatted(
                  years,
                  Input.need("remarks.age.bornOnOrBefore", age.bornOnOrBefore()),
                  Input.text("remarks.age.by", age.by(), NAME_LONGEST),
                  Input.time("remarks.age.at", age.at()))));
    }
    var joined = of.joined();
    if (joined != null) {
      read.add(new Remark(
          0,
          Kind.JOINED,
          "%s, part %d"
                  .formatted(
                      Input.text("remarks.joined.reference", joined.reference(), REFERENCE_LONGEST),
                      Input.between("remarks.joined.part", joined.part(), 1, PARTS_MOST))
              + (joined.of() == null
                  ? ""
                  : " of " + Input.between("remarks.joined.of", joined.of(), 1, PARTS_MOST))));
    }
    if (of.quote() != null) {
      var quote = Input.text("remarks.quote", of.quote(), REFERENCE_LONGEST);
      read.add(new Remark(0, Kind.QUOTE, quote));
    }
  }

  /** Such as "0.482 kg". */
  private String weight(@Nullable String code, int millionths) {
    var sku = Input.sku("sku", code);
    var asked = catalog.asks().of(List.of(sku)).getOrDefault(sku, Asked.NOTHING);
    var unit = asked.unit();
    return BigDecimal.valueOf(millionths, 6).setScale(3, RoundingMode.HALF_UP).toPlainString()
        + (unit == null ? "" : " " + unit.symbol());
  }
}
