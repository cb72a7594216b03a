package dev.tillbridge.hub.sales;

import dev.tillbridge.model.money.Money;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether two reports under one id say the same. Every field goes in with its length, so that
 * no two different reports spell the same bytes.
 */
final class RequestHash {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private RequestHash() {}

  static byte[] of(NewSale sale) {
    var hash = new RequestHash();
    hash.text("counter-sale-1");
    hash.text(sale.channel().name());
    hash.text(sale.location().code());
    hash.text(sale.register());
    hash.text(sale.receiptNumber());
    hash.text(sale.soldAt().toString());
    hash.id(sale.holdId());
    hash.text(sale.currency().getCurrencyCode());
    hash.number(sale.lines().size());
    for (var line : sale.lines()) {
      hash.text(line.sku().code());
      hash.number(line.quantity());
      hash.money(line.unitPrice());
      hash.money(line.discount());
      // A line without names hashes as it did before there were names.
      if (!line.serials().isEmpty() || line.lot() != null) {
        hash.number(line.serials().size());
        line.serials().forEach(hash::text);
        hash.text(line.lot());
      }
      if (line.weight() != null) {
        hash.text("weight");
        hash.number(line.weight());
      }
    }
    hash.number(sale.taxes().size());
    for (var tax : sale.taxes()) {
      hash.text(tax.category().code());
      hash.text(tax.name());
      hash.number(tax.ratePpm());
      hash.number(tax.included() ? 1 : 0);
      hash.money(tax.taxable());
      hash.money(tax.amount());
    }
    hash.number(sale.tenders().size());
    for (var tender : sale.tenders()) {
      hash.text(tender.kind().name());
      hash.money(tender.amount());
      hash.money(tender.tendered());
      hash.money(tender.change());
      hash.id(tender.paymentId());
      // Without a reference it hashes as it did before there were any.
      if (tender.reference() != null) {
        hash.text(tender.reference());
      }
    }
    var lease = sale.lease();
    // A sale without a lease keeps the fingerprint that it had before there were any.
    if (lease != null) {
      hash.number(lease.generation());
      for (var line : lease.lines()) {
        hash.text(line.sku().code());
        hash.number(line.quantity());
      }
    }
    if (!sale.charges().isEmpty()) {
      hash.text("charges");
      hash.number(sale.charges().size());
      for (var charge : sale.charges()) {
        hash.text(charge.kind().name());
        hash.text(charge.title());
        hash.money(charge.amount());
        hash.text(charge.code());
      }
    }
    if (sale.pointCard() != null) {
      hash.text("points");
      hash.text(sale.pointCard());
    }
    if (!sale.rounding().isZero()) {
      hash.text("rounding");
      hash.money(sale.rounding());
    }
    if (sale.invoiceTo() != null) {
      hash.text("invoice-to");
      hash.text(sale.invoiceTo());
    }
    if (sale.shift() != null) {
      hash.text("shift");
      hash.id(sale.shift());
    }
    var pricing = sale.pricing();
    if (pricing != null) {
      hash.pricing(pricing);
    }
    return Sha256.of(hash.bytes.toByteArray());
  }

  private void pricing(NewPricing pricing) {
    text("pricing");
    number(pricing.rules());
    text(pricing.pricedAt().toString());
    texts(pricing.groups());
    texts(pricing.coupons());
    for (var line : pricing.lines()) {
      money(line.basePrice());
      given(line.discount());
      number(line.parts().size());
      for (var part : line.parts()) {
        text(part.source().name());
        text(part.promotion());
        number(part.amount());
      }
    }
    given(pricing.discount());
    var exempt = pricing.exempt();
    text(exempt == null ? null : exempt.reason());
    text(exempt == null ? null : exempt.by());
    id(exempt == null ? null : exempt.approval());
  }

  private void given(NewPricing.@Nullable Given given) {
    number(given == null ? 0 : 1);
    if (given != null) {
      text(given.discount().kind().name());
      number(given.discount().value());
      text(given.by());
      text(given.reason());
      id(given.approval());
    }
  }

  private void texts(Set<String> texts) {
    number(texts.size());
    texts.stream().sorted().forEach(this::text);
  }

  private void money(@Nullable Money money) {
    text(money == null ? null : money.currency().getCurrencyCode());
    number(money == null ? 0 : money.minor());
  }

  private void id(@Nullable UUID id) {
    text(id == null ? null : id.toString());
  }

  private void text(@Nullable String text) {
    try {
      var utf8 = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
      out.writeInt(text == null ? -1 : utf8.length);
      out.write(utf8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void number(long number) {
    try {
      out.writeLong(number);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
