package dev.tillbridge.app.web;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A file that a browser saves. */
public final class Download {

  private Download() {}

  /** Under this name; never shown as a page of ours, whatever is in it. */
  public static ResponseEntity<byte[]> of(String name, String type, byte[] file) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .header("X-Content-Type-Options", "nosniff")
        .body(file);
  }
}
