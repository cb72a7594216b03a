package dev.tillbridge.connector.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import graphql.analysis.QueryTraversalOptions;
import graphql.analysis.QueryTraverser;
import graphql.analysis.QueryVisitorFieldEnvironment;
import graphql.analysis.QueryVisitorStub;
import graphql.execution.CoercedVariables;
import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.validation.ValidationError;
import graphql.validation.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shopify's own schema judges every document that we send. */
class DocumentsTest {

  private static GraphQLSchema schema;

  @BeforeAll
  static void readSchema() throws IOException {
    var file = AdminSchema.file();
    if (file == null) {
      System.err.println(
          "*** NOT CHECKED: Shopify's schema extract was not found, so no GraphQL document was"
              + " validated. Name it with -Dtillbridge.shopify.schema=FILE. ***");
    }
    assumeTrue(file != null, "Shopify's schema extract was not found");
    schema = AdminSchema.read(Objects.requireNonNull(file));
  }

  private static List<String> errors(String text) {
    return new Validator()
        .validateDocument(schema, new Parser().parseDocument(text), Locale.ENGLISH).stream()
            .map(ValidationError::getMessage)
            .toList();
  }

  @ParameterizedTest
  @EnumSource
  void every_document_is_valid(Document document) {
    assertThat(errors(document.text())).isEmpty();
  }

  @Test
  void a_question_about_many_items_is_valid_for_as_many_as_we_ask() {
    var text = Document.AVAILABLE_OF_MANY.text(Document.AVAILABLE_MOST);
    assertThat(text).contains("item" + (Document.AVAILABLE_MOST - 1) + ":");
    assertThat(errors(text)).isEmpty();
    assertThat(errors(Document.ORDERS_NOW.text(Document.ORDERS_MOST))).isEmpty();
    assertThat(errors(Document.PAYMENTS_NOW.text(Document.ORDERS_MOST))).isEmpty();
    assertThat(errors(Document.REFUNDS_NOW.text(Document.REFUNDS_MOST))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void no_document_uses_what_is_deprecated(Document document) {
    assertThat(deprecated(document.text())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void every_document_is_its_own_operation_and_known_as_read_or_write(Document document) {
    assertThat(document.text()).startsWith(document.writes() ? "mutation " : "query ");
  }

  /** Each of these is one small mistake in a document of ours; the check must see it. */
  @Test
  void the_check_would_notice_a_mistake() {
    var set = Document.SET_AVAILABLE.text();
    assertThat(errors(set.replace("isActive", "isAlive"))).isNotEmpty();
    assertThat(errors(set.replace("@idempotent(key: $key)", "@idempotent"))).isNotEmpty();
    assertThat(errors(set.replace("$key: String!", "$key: Int!"))).isNotEmpty();
    assertThat(errors(set.replace("InventorySetQuantitiesInput!", "InventoryQuantityInput!")))
        .isNotEmpty();
    assertThat(errors(Document.ORDERS.text().replace("UPDATED_AT", "LATEST"))).isNotEmpty();
    assertThat(errors(Document.SUBSCRIBE.text().replace("uri:", "url:"))).isNotEmpty();
    assertThat(deprecated(Document.SUBSCRIPTIONS.text().replace("      uri\n", "  callbackUrl\n")))
        .containsExactly("callbackUrl");
  }

  @Test
  void every_file_is_part_of_a_document() throws IOException {
    var folder = Path.of("src/main/resources/dev/tillbridge/connector/shopify");
    assumeTrue(Files.isDirectory(folder), "not run in the module's folder");
    var sent = Stream.of(Document.values()).map(Document::text).collect(Collectors.joining());
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        assertThat(sent).contains(Files.readString(file));
      }
    }
  }

  private static List<String> deprecated(String text) {
    var found = new ArrayList<String>();
    var traverser = QueryTraverser.newQueryTraverser()
        .schema(schema)
        .document(new Parser().parseDocument(text))
        .coercedVariables(CoercedVariables.emptyVariables())
        .options(QueryTraversalOptions.defaultOptions().coerceFieldArguments(false))
        .build();
    traverser.visitPreOrder(new QueryVisitorStub() {
      @Override
      public void visitField(QueryVisitorFieldEnvironment field) {
        if (field.getFieldDefinition().isDeprecated()) {
          found.add(field.getField().getName());
        }
      }
    });
    return found;
  }
}
