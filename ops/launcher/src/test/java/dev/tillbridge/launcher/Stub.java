package dev.tillbridge.launcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Stands in for the hub and the sandbox: answers health and writes down what it was asked. */
final class Stub {

  private Stub() {}

  /** The hub takes its port from the environment, the sandbox as an argument. */
  public static void main(String[] args) throws IOException {
    var arguments = List.of(args);
    if (arguments.contains("--die")) {
      System.out.println("cannot go on: the shelf is empty");
      System.exit(3);
    }
    boolean isHub = System.getenv("TILLBRIDGE_PORT") != null;
    int port = Integer.parseInt(
        isHub
            ? String.valueOf(System.getenv("TILLBRIDGE_PORT"))
            : arguments.get(arguments.indexOf("--port") + 1));
    var asked = Path.of(isHub ? "asked-hub.txt" : "asked-sandbox.txt").toAbsolutePath();
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", exchange -> answer(exchange, asked));
    server.start();
  }

  private static void answer(HttpExchange exchange, Path asked) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (exchange.getRequestMethod().equals("POST")) {
      Files.writeString(
          asked,
          path + " " + body.replace("\n", "|") + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    var answer = switch (path) {
      case "/api/v1/catalog/imports" -> """
              {"id":"1","products":2,"variants":3,"created":3,"updated":0,"stockSet":2,
               "skipped":[{"row":7,"field":"Variant Price","reason":"is not an amount"}],
               "generatedSkus":[{"row":3,"handle":"mug","sku":"MUG-BLUE"}]}\
              """;
      case "/api/v1/products" -> """
              {"products":[{"id":"1","title":"Mug","vendor":"Kiln","variants":[{"sku":"MUG",
               "barcode":null,"title":"Blue","price":{"minor":1605,"currency":"USD"},
               "taxCategory":"zero","image":null}]}],"nextCursor":null}\
              """;
      case "/api/v1/registers" -> """
              {"registers":[{"id":"R1","location":"main","device":"taken"},
               {"id":"R2","location":"main","device":null}]}\
              """;
      case "/api/v1/devices/codes" -> "{\"register\":\"R2\",\"code\":\"ABCD2345\"}";
      default -> "{}";
    };
    var bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
