package dev.tillbridge.sandbox.quickbooks;

import dev.tillbridge.sandbox.wire.Json;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a row says of others: they must exist and be active, and come back with their names. */
final class References {

  private final CompanyData data;

  References(CompanyData data) {
    this.data = data;
  }

  /** Completes the reference in a field, if it is there. */
  void settle(ObjectNode row, String field, Entity entity) {
    var given = row.get(field);
    if (given != null) {
      tracked(entity);
      var found = existing(given, field, entity);
      row.set(field, CompanyData.reference(found, String.valueOf(entity.uniqueName())));
    }
  }

  /** What a company has not switched on cannot be named. How QuickBooks words that is not documented. */
  void tracked(Entity entity) {
    if (entity == Entity.DEPARTMENT && !data.company().trackLocations()) {
      throw Fault.business("Location tracking is not turned on for this company");
    }
    if (entity == Entity.CLASS && data.company().trackClasses().equals("OFF")) {
      throw Fault.business("Class tracking is not turned on for this company");
    }
  }

  /** A class on the document, or on its lines, is refused where the company has it the other way. */
  void classed(ObjectNode row, String where) {
    if (row.get("ClassRef") != null) {
      tracked(Entity.CLASS);
      if (!data.company().trackClasses().equals(where)) {
        throw Fault.business("This company has its classes elsewhere than on the " + where);
      }
    }
    settle(row, "ClassRef", Entity.CLASS);
  }

  /** Completes the reference in a field that must be there. */
  void require(ObjectNode row, String field, Entity entity) {
    if (row.get(field) == null) {
      throw Fault.missing(field);
    }
    settle(row, field, entity);
  }

  /** Completes the reference in a field, or puts there the account of this name. */
  void account(ObjectNode row, String field, String otherwise) {
    if (row.get(field) == null) {
      row.set(field, CompanyData.reference(data.accountNamed(otherwise), "Name"));
    }
    settle(row, field, Entity.ACCOUNT);
  }

  /** The account in a field must be of one of these types. */
  void typed(ObjectNode row, String field, String... types) {
    var account = existing(row.path(field), field, Entity.ACCOUNT);
    if (!Arrays.asList(types).contains(Json.text(account, "AccountType"))) {
      throw Fault.business(field + " " + Json.text(account, "Name") + " must be an account of type "
          + String.join(" or ", types));
    }
  }

  /** The row that a reference means. */
  ObjectNode existing(JsonNode reference, String field, Entity entity) {
    var id = Json.text(reference, "value", "");
    var found = data.of(entity).get(id);
    if (found == null) {
      throw Fault.badReference(field, id);
    }
    if (!found.path("Active").asBoolean(true)) {
      throw Fault.notFound(entity.spelling() + " " + id);
    }
    return found;
  }
}
