package dev.tillbridge.app.web;

import dev.tillbridge.hub.problem.BadInput;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.apache.tomcat.util.http.fileupload.MultipartStream.MalformedStreamException;
import org.apache.tomcat.util.http.fileupload.UploadContext;
import org.apache.tomcat.util.http.fileupload.impl.FileUploadIOException;
import org.jspecify.annotations.Nullable;

/**
 * A form with one file, as browsers send it. It is read from the request's own stream, so that {@link
 * BodyLimit} bounds its size and its patience; nothing is written to a disk.
 */
public final class Upload {

  private static final int PARTS_MOST = 20;

  private final Map<String, String> fields;
  private final String name;
  private final byte[] file;

  private Upload(Map<String, String> fields, String name, byte[] file) {
    this.fields = Map.copyOf(fields);
    this.name = name;
    this.file = file;
  }

  /** The other fields of the form. */
  public Map<String, String> fields() {
    return fields;
  }

  /** What the browser calls the file, for people; empty when none was chosen. */
  public String name() {
    return name;
  }

  /** Whether there is nothing in it, or none was chosen. */
  public boolean isEmpty() {
    return file.length == 0;
  }

  /** The file's content. */
  public byte[] file() {
    return file.clone();
  }

  /**
   * Reads it.
   *
   * @throws BadInput when it is no such form
   */
  public static Upload of(HttpServletRequest request) throws IOException {
    var reader = new FileUpload();
    reader.setFileCountMax(PARTS_MOST);
    try {
      return read(reader.getItemIterator(context(request)));
    } catch (FileUploadException | FileUploadIOException | MalformedStreamException e) {
      throw BadInput.of("file", "cannot be read: the form is not complete");
    }
  }

  private static Upload read(FileItemIterator parts) throws IOException, FileUploadException {
    Map<String, String> fields = new LinkedHashMap<>();
    var name = "";
    var file = new byte[0];
    while (parts.hasNext()) {
      var part = parts.next();
      try (var content = part.openStream()) {
        if (part.isFormField()) {
          fields.put(
              part.getFieldName(), new String(content.readAllBytes(), StandardCharsets.UTF_8));
        } else {
          name = part.getName() == null ? "" : part.getName();
          file = content.readAllBytes();
        }
      }
    }
    return new Upload(fields, name, file);
  }

  private static UploadContext context(HttpServletRequest request) {
    return new UploadContext() {
      @Override
      public String getCharacterEncoding() {
        return StandardCharsets.UTF_8.name();
      }

      @Override
      public @Nullable String getContentType() {
        return request.getContentType();
      }

      @Override
      public long contentLength() {
        return request.getContentLengthLong();
      }

      @Override
      public InputStream getInputStream() throws IOException {
        return request.getInputStream();
      }
    };
  }
}
