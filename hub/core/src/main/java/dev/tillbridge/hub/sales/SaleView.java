package dev.tillbridge.hub.sales;

import dev.tillbridge.model.money.Money;
import dev.tillbridge.model.place.LocationId;
import dev.tillbridge.model.sale.Channel;
import dev.tillbridge.model.sale.Customer;
import dev.tillbridge.model.sale.ExternalRef;
import dev.tillbridge.model.sale.SaleCharge;
import dev.tillbridge.model.sale.SaleLine;
import dev.tillbridge.model.sale.SaleTax;
import dev.tillbridge.model.sale.Tender;
import dev.tillbridge.model.stock.Shortage;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recorded sale and what became of it.
 *
 * @param number counts the hub's sales; numbers may be missing
 * @param state {@code PAID}: the goods have not left; {@code FULFILLED}: they have; {@code
 *     CANCELLED}
 * @param register null for a web order
 * @param reference the shop's name for it, or null at the counter
 * @param soldAt when the customer paid, by the clock of the till or the shop
 * @param recordedAt when the hub learned of it
 * @param subtotal lines and shipping after discounts, before taxes that come on top
 * @param tax all taxes, inside the prices or on top
 * @param total what was due
 * @param rounding what the drawer got beyond it, to the smallest coin; zero mostly
 * @param shortages what the shelf did not cover when it was recorded; normally empty
 * @param deliveries what the books were or will be told
 * @param changes what became of its lines since, oldest first; normally empty
 * @param charges tips, duties and fees; normally empty
 * @param order the outside order it was made of; null at the counter
 */
public record SaleView(
    UUID id,
    long number,
    String state,
    Channel channel,
    LocationId location,
    @Nullable String register,
    String receiptNumber,
    @Nullable ExternalRef reference,
    Instant soldAt,
    Instant recordedAt,
    Currency currency,
    List<SaleLine> lines,
    Money shipping,
    List<SaleTax> taxes,
    List<Tender> tenders,
    Money subtotal,
    Money tax,
    Money total,
    Money rounding,
    @Nullable Customer customer,
    List<Shortage> shortages,
    List<DeliveryState> deliveries,
    List<SaleChange> changes,
    List<SaleCharge> charges,
    @Nullable OrderFacts order) {

  public SaleView {
    lines = List.copyOf(lines);
    taxes = List.copyOf(taxes);
    tenders = List.copyOf(tenders);
    shortages = List.copyOf(shortages);
    deliveries = List.copyOf(deliveries);
    changes = List.copyOf(changes);
    charges = List.copyOf(charges);
  }

  /**
   * Units of a line that the customer does not have: they were cancelled, the shop took them back,
   * or he gets something else in their place.
   *
   * @param line counts from one
   */
  public int kept(int line) {
    return changes.stream()
        .filter(c -> c.line() == line
            && c.kind() != SaleChange.Kind.REROUTED
            && c.kind() != SaleChange.Kind.REFUNDED)
        .mapToInt(SaleChange::quantity)
        .sum();
  }
}
