package dev.tillbridge.sandbox.shopify;

import dev.tillbridge.sandbox.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** A shop as the news tells it that somebody threw the app out. */
final class ShopParticulars {

  private ShopParticulars() {}

  static ObjectNode of(String domain, ShopData data) {
    var currency = data.settings().currency();
    var body = Json.object().put("id", 1).put("name", "Tillbridge demo shop");
    body.put("domain", domain).put("myshopify_domain", domain);
    body.put("email", "owner@example.com").put("customer_email", "shop@example.com");
    body.put("shop_owner", "Olivia Owner").put("phone", "555-0100");
    body.put("address1", "1 Main Street").putNull("address2").put("city", "Springfield");
    body.put("zip", "12345").put("province", "New York").put("province_code", "NY");
    body.put("country", "US").put("country_code", "US").put("country_name", "United States");
    body.putNull("latitude").putNull("longitude").put("primary_locale", "en").putNull("source");
    body.put("currency", currency).putArray("enabled_presentment_currencies").add(currency);
    for (var format : new String[] {"money_format", "money_in_emails_format"}) {
      body.put(format, "${{amount}}");
    }
    for (var format :
        new String[] {"money_with_currency_format", "money_with_currency_in_emails_format"}) {
      body.put(format, "${{amount}} " + currency);
    }
    body.put("timezone", "(GMT-05:00) America/New_York").put("iana_timezone", "America/New_York");
    body.put("weight_unit", "kg").put("plan_name", "partner_test").put("plan_display_name", "Test");
    body.put("taxes_included", false).putNull("tax_shipping").putNull("county_taxes");
    body.putNull("auto_configure_tax_inclusivity");
    body.putNull("google_apps_domain").putNull("google_apps_login_enabled");
    body.put("primary_location_id", ShopData.MAIN_STREET);
    for (var yes : new String[] {
      "checkout_api_supported",
      "eligible_for_payments",
      "finances",
      "has_gift_cards",
      "has_storefront",
      "multi_location_enabled"
    }) {
      body.put(yes, true);
    }
    for (var no : new String[] {
      "has_discounts",
      "marketing_sms_consent_enabled_at_checkout",
      "password_enabled",
      "pre_launch_enabled",
      "requires_extra_payments_agreement",
      "setup_required",
      "transactional_sms_disabled"
    }) {
      body.put(no, false);
    }
    return body.putNull("created_at").put("updated_at", data.now().toString());
  }
}
