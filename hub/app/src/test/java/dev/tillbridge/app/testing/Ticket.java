package dev.tillbridge.app.testing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A counter sale in JSON, as a till reports it; every amount is the test's own. */
public final class Ticket {

  public final UUID id = UUID.randomUUID();

  /** Told again, it says the same. */
  private Instant soldAt = now();

  private final String currency;
  private final List<String> lines = new ArrayList<>();
  private final List<String> taxes = new ArrayList<>();
  private final List<String> tenders = new ArrayList<>();
  private final List<String> charges = new ArrayList<>();
  private String location = "main";
  private @Nullable Long rounding;
  private @Nullable String pointCard;
  private @Nullable String invoiceTo;

  private Ticket(String currency) {
    this.currency = currency;
  }

  /** At main, in dollars. */
  public static Ticket usd() {
    return new Ticket("USD");
  }

  /** Elsewhere, in another currency. */
  public static Ticket at(String location, String currency) {
    var ticket = new Ticket(currency);
    ticket.location = location;
    return ticket;
  }

  /** It is sold then, instead of now. */
  public Ticket soldAt(Instant when) {
    soldAt = when.truncatedTo(ChronoUnit.SECONDS);
    return this;
  }

  public Ticket line(String sku, int quantity, long price, long discount) {
    lines.add("{\"sku\": \"%s\", \"quantity\": %d, \"unitPrice\": %s, \"discount\": %s}"
        .formatted(sku, quantity, money(price), money(discount)));
    return this;
  }

  public Ticket tax(int ppm, boolean included, long taxable, long amount) {
    taxes.add("""
        {"name": "Tax", "category": "standard", "ratePpm": %d, "included": %s, "taxable": %s,
         "amount": %s}
        """.formatted(ppm, included, money(taxable), money(amount)));
    return this;
  }

  public Ticket cash(long amount) {
    tenders.add("{\"kind\": \"CASH\", \"amount\": %s}".formatted(money(amount)));
    return this;
  }

  public Ticket cash(long amount, long tendered, long change) {
    tenders.add("{\"kind\": \"CASH\", \"amount\": %s, \"tendered\": %s, \"change\": %s}"
        .formatted(money(amount), money(tendered), money(change)));
    return this;
  }

  /** Anything that has a name where it is. */
  public Ticket by(String kind, long amount, String reference) {
    tenders.add("{\"kind\": \"%s\", \"amount\": %s, \"reference\": \"%s\"}"
        .formatted(kind, money(amount), reference));
    return this;
  }

  /** Anything that has none. */
  public Ticket by(String kind, long amount) {
    tenders.add("{\"kind\": \"%s\", \"amount\": %s}".formatted(kind, money(amount)));
    return this;
  }

  /** Pays into a gift card or a deposit. */
  public Ticket card(String kind, long amount, String code) {
    charges.add("{\"kind\": \"%s\", \"title\": \"Card\", \"amount\": %s, \"code\": \"%s\"}"
        .formatted(kind, money(amount), code));
    return this;
  }

  /** The customer's card for points. */
  public Ticket points(String number) {
    pointCard = number;
    return this;
  }

  /** The customer wants the invoice by mail. */
  public Ticket invoiceTo(String address) {
    invoiceTo = address;
    return this;
  }

  public Ticket paypal(long amount, UUID payment) {
    tenders.add("{\"kind\": \"PAYPAL\", \"amount\": %s, \"paymentId\": \"%s\"}"
        .formatted(money(amount), payment));
    return this;
  }

  public Ticket rounded(long by) {
    rounding = by;
    return this;
  }

  public String money(long minor) {
    return "{\"minor\": %d, \"currency\": \"%s\"}".formatted(minor, currency);
  }

  /** The body. */
  public String json() {
    return """
        {"id": "%s", "location": "%s", "channel": "COUNTER", "soldAt": "%s", "holdId": null,
         "currency": "%s", "lines": [%s], "taxes": [%s], "tenders": [%s],
         "charges": [%s]%s%s%s}
        """.formatted(
            id,
            location,
            soldAt,
            currency,
            String.join(",", lines),
            String.join(",", taxes),
            String.join(",", tenders),
            String.join(",", charges),
            rounding == null ? "" : ", \"rounding\": " + money(rounding),
            pointCard == null ? "" : ", \"pointCard\": \"" + pointCard + "\"",
            invoiceTo == null ? "" : ", \"invoiceTo\": \"" + invoiceTo + "\"");
  }

  /** Money back for lines, each as {@code {"line": 1, "quantity": 1}}; more begins with a comma. */
  public String back(UUID refund, String lines, String more) {
    return """
        {"id": "%s", "saleId": "%s", "location": "%s", "at": "%s", "reason": "did not fit",
         "lines": [%s]%s}
        """.formatted(refund, id, location, now(), lines, more);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
