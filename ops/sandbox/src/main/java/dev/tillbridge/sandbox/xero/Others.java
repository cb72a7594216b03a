package dev.tillbridge.sandbox.xero;

import dev.tillbridge.sandbox.wire.Json;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Contacts, items and accounts, and what all documents have in common: a day and a contact. */
final class Others {

  private static final Set<String> TYPES =
      Set.of("CURRENT", "CURRLIAB", "EQUITY", "REVENUE", "EXPENSE", "DIRECTCOSTS", "OTHERINCOME");

  private final OrgData data;

  Others(OrgData data) {
    this.data = data;
  }

  ObjectNode contact(ObjectNode row) {
    var name = Json.text(row, "Name", "").strip();
    if (name.isEmpty()) {
      throw Refusal.invalid("The contact name must be specified.");
    }
    var known = data.find(Kind.CONTACT, "Name", name);
    if (known != null) {
      throw Refusal.invalid("The contact name " + name
          + " is already assigned to another contact. The contact name must be unique.");
    }
    return data.insert(
        Kind.CONTACT, Json.object().put("Name", name).put("ContactStatus", "ACTIVE"));
  }

  ObjectNode item(ObjectNode row) {
    var code = Json.text(row, "Code", "");
    if (code.isEmpty() || code.length() > 30) {
      throw Refusal.invalid("The item code must have 1 to 30 characters.");
    }
    if (Json.text(row, "Name", "").length() > 50) {
      throw Refusal.invalid("The item name must not be longer than 50 characters.");
    }
    if (data.find(Kind.ITEM, "Code", code) != null) {
      throw Refusal.invalid("Price List Item with Code '" + code + "' already exists");
    }
    var account = Json.text(row.path("SalesDetails"), "AccountCode");
    if (account != null && data.find(Kind.ACCOUNT, "Code", account) == null) {
      throw Refusal.invalid("Account code '" + account + "' is not a valid code.");
    }
    return data.insert(Kind.ITEM, row.deepCopy().put("IsTrackedAsInventory", false));
  }

  ObjectNode account(ObjectNode row) {
    var code = Json.text(row, "Code", "");
    if (code.isEmpty() || code.length() > 10) {
      throw Refusal.invalid("The account code must have 1 to 10 characters.");
    }
    if (!TYPES.contains(Json.text(row, "Type", ""))) {
      throw Refusal.invalid("The account type is not valid.");
    }
    if (data.find(Kind.ACCOUNT, "Code", code) != null) {
      throw Refusal.invalid("Please enter a unique Code.");
    }
    if (data.find(Kind.ACCOUNT, "Name", Json.text(row, "Name")) != null) {
      throw Refusal.invalid("Please enter a unique Name.");
    }
    return data.insert(Kind.ACCOUNT, row.deepCopy().put("Status", "ACTIVE").put("TaxType", "NONE"));
  }

  /** Puts the contact that a document names, making one for a name that is new. */
  void settleContact(ObjectNode row) {
    var told = row.path("Contact");
    var contact = data.of(Kind.CONTACT).get(Json.text(told, "ContactID", ""));
    var name = Json.text(told, "Name");
    if (contact == null) {
      contact = data.find(Kind.CONTACT, "Name", name);
    }
    if (contact == null && name != null && !told.has("ContactID")) {
      contact = contact(Json.object().put("Name", name));
    }
    if (contact == null) {
      throw Refusal.invalid("The Contact must be specified and exist.");
    }
    row.set(
        "Contact",
        Json.object()
            .put("ContactID", Json.text(contact, "ContactID"))
            .put("Name", Json.text(contact, "Name")));
  }

  /** The day a document counts for, which must not be locked. */
  void settleDate(ObjectNode row, String field) {
    var day = day(row, field);
    var lock = data.settings().lockDate();
    if (lock != null && !day.isAfter(LocalDate.parse(lock))) {
      throw Refusal.invalid("The document date cannot be before the period lock date.");
    }
    row.put(field + "String", day + "T00:00:00");
    long millis = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    row.put(field, "/Date(" + millis + "+0000)/");
  }

  void settleCurrency(ObjectNode row) {
    var code = Json.text(row, "CurrencyCode", data.currency());
    if (!code.equals(data.currency())) {
      throw Refusal.invalid("Organisation is not subscribed to currency " + code);
    }
    row.put("CurrencyCode", code);
  }

  private static LocalDate day(JsonNode row, String field) {
    @Nullable String text = Json.text(row, field);
    if (text == null) {
      throw Refusal.invalid(field + " cannot be empty");
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw Refusal.invalid(field + " is not a date");
    }
  }
}
