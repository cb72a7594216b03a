package dev.tillbridge.app.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The templates, compiled with the program: a misspelt property does not build. */
@Component
class Templates {

  private final TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);

  ResponseEntity<String> page(int status, String template, Map<String, Object> params) {
    var html = new StringOutput();
    engine.render(template, params, html);
    return ResponseEntity.status(status)
        .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
        .body(html.toString());
  }
}
