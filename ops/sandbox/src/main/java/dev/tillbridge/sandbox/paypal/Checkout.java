package dev.tillbridge.sandbox.paypal;

import dev.tillbridge.sandbox.web.Pages;
import dev.tillbridge.sandbox.wire.Answer;
import dev.tillbridge.sandbox.wire.Call;
import dev.tillbridge.sandbox.wire.Json;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What the buyer sees after scanning the code at the till: what it costs, yes or no. */
final class Checkout {

  private final PayPalData data;

  Checkout(PayPalData data) {
    this.data = data;
  }

  /** The page itself, and the two buttons on it. */
  Answer answer(Call call) {
    boolean post = call.method().equals("POST");
    var token = post ? Call.form(call.body()).get("token") : call.query().get("token");
    var order = token == null ? null : data.orders.get(token);
    if (token == null || order == null) {
      return message(404, "No such payment", "This payment link is unknown. Ask for a new one.");
    }
    if (!post) {
      return page(token, order);
    }
    boolean approve = call.path().equals("/checkoutnow/approve");
    decide(token, approve);
    var back = back(order, approve, token);
    return Answer.seeOther(back == null ? "/paypal/checkoutnow?token=" + token : back);
  }

  /** The buyer says yes or no; also by control, for tests without a browser. */
  Answer decide(String id, boolean approve) {
    var order = data.orders.get(id);
    if (order == null) {
      return Answer.problem(404, "not-found", "no order " + id);
    }
    var status = Json.text(order, "status", "");
    if (status.equals("COMPLETED")) {
      return Answer.problem(409, "too-late", "order " + id + " is paid");
    }
    var next = order.deepCopy();
    if (approve) {
      next.put("status", "APPROVED").remove("cancelled_by_buyer");
      var payer = next.putObject("payer").put("email_address", "buyer@example.com");
      payer.put("payer_id", "QYR5Z8XDVJNXQ");
      payer.putObject("name").put("given_name", "Robin").put("surname", "Buyer");
    } else {
      // PayPal leaves the order open: the buyer may come back to it.
      next.put("status", "CREATED").put("cancelled_by_buyer", true).remove("payer");
    }
    next.put("update_time", data.now().toString());
    data.orders.put(id, next);
    var told = Json.object().put("id", id).put("status", Json.text(next, "status"));
    return Answer.json(200, told);
  }

  private static Answer page(String token, ObjectNode order) {
    switch (Json.text(order, "status", "")) {
      case "APPROVED" -> {
        return message(200, "Approved", "Thank you. The shop takes the payment now.");
      }
      case "COMPLETED" -> {
        return message(200, "Paid", "Thank you. This payment is complete.");
      }
      default -> {
        if (order.path("cancelled_by_buyer").asBoolean(false)) {
          return message(200, "Cancelled", "Nothing was charged. You can close this page.");
        }
      }
    }
    var unit = order.path("purchase_units").path(0);
    var amount = unit.path("amount");
    var what = Json.text(unit, "description", "Purchase in the shop");
    var values = Map.of(
        "token", token,
        "amount", Json.text(amount, "value", ""),
        "currency", Json.text(amount, "currency_code", ""),
        "what", what,
        "reference", Json.text(unit, "invoice_id", Json.text(unit, "custom_id", token)));
    return Answer.html(200, Pages.filled("paypal-approve.html", values));
  }

  private static Answer message(int status, String title, String text) {
    return Answer.html(
        status, Pages.filled("paypal-message.html", Map.of("title", title, "text", text)));
  }

  /** Where the seller wants the buyer back, if he said so. */
  private static @Nullable String back(ObjectNode order, boolean approve, String token) {
    var context = order.path("application_context");
    var url = Json.text(context, approve ? "return_url" : "cancel_url");
    if (url == null) {
      return null;
    }
    try {
      var scheme = URI.create(url).getScheme();
      if (!"http".equals(scheme) && !"https".equals(scheme)) {
        return null;
      }
    } catch (IllegalArgumentException e) {
      return null;
    }
    var mark = url.contains("?") ? "&" : "?";
    return url + mark + "token=" + token + (approve ? "&PayerID=QYR5Z8XDVJNXQ" : "");
  }
}
