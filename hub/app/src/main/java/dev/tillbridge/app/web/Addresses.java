package dev.tillbridge.app.web;

import java.io.IOException;
import java.util.Properties;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where the pages and files are. */
@Configuration(proxyBeanMethods = false)
public class Addresses implements WebMvcConfigurer {

  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    registry.addRedirectViewController("/", "/console");
    registry.addRedirectViewController("/register", "/register/");
    registry.addViewController("/register/").setViewName("forward:/register/index.html");
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    // The version stays out of our pages.
    registry
        .addResourceHandler("/console/assets/htmx/**")
        .addResourceLocations(
            "classpath:/META-INF/resources/webjars/htmx.org/" + htmxVersion() + "/dist/");
  }

  private static String htmxVersion() {
    try {
      Properties webjar = PropertiesLoaderUtils.loadProperties(
          new ClassPathResource("META-INF/maven/org.webjars.npm/htmx.org/pom.properties"));
      return webjar.getProperty("version", "");
    } catch (IOException e) {
      throw new IllegalStateException("htmx is not on the class path", e);
    }
  }
}
