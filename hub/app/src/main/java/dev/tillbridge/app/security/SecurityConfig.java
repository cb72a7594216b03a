package dev.tillbridge.app.security;

import dev.tillbridge.app.web.ProblemWriter;
import dev.tillbridge.hub.people.People;
import dev.tillbridge.hub.places.Places;
import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Turns the list in {@link Access} into the filter chain, and sets the headers of every answer. */
@Configuration(proxyBeanMethods = false)
public class SecurityConfig {

  /** Nothing of anybody else, no frame around us, no script but our files. */
  public static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' data: https:; frame-ancestors 'none'; base-uri 'none'; "
          + "form-action 'self'; object-src 'none'";

  /** The till reads barcodes from its camera's pictures by WebAssembly, which it brings along. */
  static final String TILL_POLICY =
      CONTENT_POLICY + "; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'";

  @Bean
  SecurityFilterChain chain(
      HttpSecurity http,
      People people,
      Places places,
      InstantSource clock,
      ProblemWriter problems) {
    var gate = new GateFilter(new WhoIsCalling(people, places, clock), problems);
    return http.csrf(AbstractHttpConfigurer::disable) // See SameOrigin.
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .rememberMe(AbstractHttpConfigurer::disable)
        .anonymous(anonymous -> {})
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .headers(headers -> headers
            .addHeaderWriter((request, response) -> response.setHeader(
                "Content-Security-Policy",
                request.getRequestURI().startsWith("/register/") ? TILL_POLICY : CONTENT_POLICY))
            .frameOptions(FrameOptionsConfig::deny)
            .referrerPolicy(r -> r.policy(ReferrerPolicy.NO_REFERRER))
            .crossOriginOpenerPolicy(c -> c.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
            // Pages and API say so themselves; files may be kept, see GateFilter.
            .cacheControl(cache -> cache.disable()))
        .addFilterBefore(gate, AuthorizationFilter.class)
        .exceptionHandling(
            e -> e.authenticationEntryPoint(gate::askToSignIn).accessDeniedHandler(gate::refuse))
        .authorizeHttpRequests(requests -> {
          requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
          requests.dispatcherTypeMatchers(DispatcherType.FORWARD).permitAll();
          requests.anyRequest().access(new ByTheList(Access.RULES));
        })
        .build();
  }
}
