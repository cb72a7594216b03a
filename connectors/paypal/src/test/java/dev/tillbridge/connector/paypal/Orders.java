package dev.tillbridge.connector.paypal;

/** PayPal's answers, as its documentation shows them. */
final class Orders {

  static final String FEE = """
      ,"seller_receivable_breakdown":{"gross_amount":{"currency_code":"USD","value":"21.64"},\
      "paypal_fee":{"currency_code":"USD","value":"1.04"},\
      "net_amount":{"currency_code":"USD","value":"20.60"}}""";

  private Orders() {}

  static String order(String status, String payments) {
    return """
        {"id":"5O1","intent":"CAPTURE","status":"%s","create_time":"2026-11-22T14:00:00Z",\
        "purchase_units":[{"reference_id":"default",\
        "amount":{"currency_code":"USD","value":"21.64"},\
        "payee":{"merchant_id":"M1"}%s}],\
        "links":[{"href":"https://api.example/v2/checkout/orders/5O1","rel":"self","method":"GET"},\
        {"href":"https://www.example/checkoutnow?token=5O1","rel":"approve","method":"GET"}]}""".formatted(status, payments);
  }

  static String order(String status) {
    return order(status, "");
  }

  static String captured() {
    return order("COMPLETED", payments(capture("3C1", "COMPLETED", "21.64", FEE)));
  }

  static String payments(String captures) {
    return ",\"payments\":{\"captures\":[" + captures + "]}";
  }

  static String capture(String id, String status, String value, String more) {
    return """
        {"id":"%s","status":"%s","final_capture":true,\
        "amount":{"currency_code":"USD","value":"%s"}%s}""".formatted(id, status, value, more);
  }

  static String problem(String issue, String description) {
    return """
        {"name":"UNPROCESSABLE_ENTITY","message":"The requested action could not be performed.",\
        "debug_id":"90957fca61718","details":[{"issue":"%s","description":"%s"}]}""".formatted(issue, description);
  }
}
