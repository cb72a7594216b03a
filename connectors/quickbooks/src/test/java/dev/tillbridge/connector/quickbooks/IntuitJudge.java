package dev.tillbridge.connector.quickbooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.module.jaxb.JaxbAnnotationIntrospector;
import com.intuit.ipp.data.ObjectFactory;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.bind.JAXBContext;
import javax.xml.bind.JAXBException;
import javax.xml.bind.SchemaOutputResolver;
import javax.xml.transform.Result;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Judges JSON by Intuit's own classes: every field must be one of theirs, and what they read must fit
 * the schema that is made of them. Nothing of ours decides here.
 */
final class IntuitJudge {

  private static final String CLASSES = "com.intuit.ipp.data.";
  private static final ObjectMapper STRICT = JsonMapper.builder()
      .annotationIntrospector(new JaxbAnnotationIntrospector(
          com.fasterxml.jackson.databind.type.TypeFactory.defaultInstance()))
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .build();
  private static final JAXBContext CONTEXT;
  private static final Schema SCHEMA;

  static {
    try {
      CONTEXT = JAXBContext.newInstance(ObjectFactory.class);
      SCHEMA = schema(CONTEXT);
    } catch (JAXBException | IOException | SAXException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private IntuitJudge() {}

  /**
   * Accepts a document.
   *
   * @param kind as in JSON, such as {@code SalesReceipt}
   * @throws AssertionError with Intuit's reason when it is none of theirs
   */
  static void judge(String kind, JsonNode document) {
    try {
      var type = Class.forName(CLASSES + kind);
      var read = STRICT.treeToValue(document, type);
      var element =
          ObjectFactory.class.getMethod("create" + kind, type).invoke(new ObjectFactory(), read);
      var marshaller = CONTEXT.createMarshaller();
      marshaller.setSchema(SCHEMA);
      marshaller.marshal(element, new DefaultHandler());
    } catch (JsonProcessingException | JAXBException | ReflectiveOperationException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new AssertionError(kind + ": " + cause + " in " + document, e);
    }
  }

  static void judge(String kind, String json) {
    judge(kind, tree(json));
  }

  static JsonNode tree(String json) {
    try {
      return STRICT.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  private static Schema schema(JAXBContext context) throws IOException, SAXException {
    var written = new ArrayList<StringWriter>();
    context.generateSchema(new SchemaOutputResolver() {
      @Override
      public Result createOutput(String namespace, String suggestedName) {
        var text = new StringWriter();
        written.add(text);
        var result = new StreamResult(text);
        result.setSystemId(suggestedName);
        return result;
      }
    });
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      sources.add(new StreamSource(
          new StringReader(written.get(i).toString()), "schema" + (i + 1) + ".xsd"));
    }
    return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(sources.toArray(Source[]::new));
  }
}
