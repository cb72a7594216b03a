package dev.tillbridge.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The hub. Its settings are environment variables, see {@code application.yml}. */
@SpringBootApplication(
    proxyBeanMethods = false,
    // Our users are in our own tables; Boot would invent one with a random password.
    exclude = UserDetailsServiceAutoConfiguration.class)
public class TillbridgeApp {

  /** Starts the hub; ends with a line on standard error and code 1 when it cannot. */
  public static void main(String[] args) {
    var app = new SpringApplication(TillbridgeApp.class);
    app.setBannerMode(org.springframework.boot.Banner.Mode.OFF);
    app.run(args);
  }
}
