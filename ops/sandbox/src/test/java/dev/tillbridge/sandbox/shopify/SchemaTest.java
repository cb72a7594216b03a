package dev.tillbridge.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import graphql.language.AstPrinter;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.NamedNode;
import graphql.language.ObjectTypeDefinition;
import graphql.language.TypeDefinition;
import graphql.parser.ParserOptions;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our schema against the published one: same names, same types, same nullability. */
final class SchemaTest {

  /** Types the extract mentions without printing them; they are written from the documentation. */
  private static final Set<String> NOT_IN_THE_EXTRACT = Set.of(
      "Node",
      "AccessScope",
      "AppInstallation",
      "Customer",
      "DeliveryMethod",
      "DeliveryMethodType",
      "FulfillmentLineItem",
      "FulfillmentOrderAssignedLocation",
      "FulfillmentOrderLineItemsPreparedForPickupInput",
      "FulfillmentOrderLineItemsPreparedForPickupPayload",
      "FulfillmentOrderLineItemsPreparedForPickupUserError",
      "FulfillmentOrderLineItemsPreparedForPickupUserErrorCode",
      "FulfillmentOrderStatus",
      "FulfillmentStatus",
      "FulfillmentTrackingInfo",
      "MailingAddress",
      "Mutation.fulfillmentOrderLineItemsPreparedForPickup",
      "PreparedFulfillmentOrderLineItemsInput",
      "QueryRoot.fulfillment",
      "DisplayableError",
      "DiscountApplication",
      "ManualDiscountApplication",
      "BulkOperationErrorCode",
      "BulkOperationStatus",
      "BulkOperationType",
      "Image",
      "InventoryLevelInput",
      "Media",
      "MediaImage",
      "MediaPreviewImage",
      "OrderReturnStatus",
      "Return",
      "ReturnStatus",
      "ReverseFulfillmentOrder",
      "ReverseFulfillmentOrderDisposition",
      "ReverseFulfillmentOrderLineItem",
      "ReverseFulfillmentOrderStatus",
      "PageInfo",
      "SelectedOption",
      "Shop",
      "OrderRiskSummary",
      "OrderRiskAssessment",
      "OrderRiskRecommendationResult",
      "RiskAssessmentResult",
      "RefundShippingLine");

  private static final Pattern ROOT_FIELD =
      Pattern.compile("(?m)^# (QueryRoot|Mutation)\\.(\\w+)\\((.*)\\): (\\S+)$");

  private static @Nullable TypeDefinitionRegistry published;
  private static TypeDefinitionRegistry ours = new TypeDefinitionRegistry();

  @BeforeAll
  static void read() throws Exception {
    var file = Path.of("../../../shared/apis/shopify/admin_2026-07.extract.graphql")
        .toAbsolutePath()
        .normalize();
    boolean there = Files.exists(file);
    if (!there) {
      System.out.println("SKIPPED: Shopify's schema is not at " + file);
    }
    assumeTrue(there, "Shopify's schema is not at hand, so ours cannot be compared with it");
    var text = Files.readString(file);
    published = parse(text + roots(text));
    try (InputStream in = SchemaTest.class.getResourceAsStream("/shopify/admin.graphqls")) {
      ours = parse(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void every_type_field_and_argument_of_ours_is_published_with_the_same_type() {
    var problems = new ArrayList<String>();
    int compared = 0;
    for (TypeDefinition<?> type : ours.types().values()) {
      TypeDefinition<?> there = published().getTypeOrNull(type.getName());
      if (there == null) {
        if (!known(type.getName())) {
          problems.add(type.getName() + " is not published");
        }
      } else {
        compared++;
        compare(type, there, problems);
      }
    }
    assertThat(problems).isEmpty();
    assertThat(compared).isGreaterThan(30);
  }

  @Test
  void mutation_payloads_and_inputs_leave_nothing_out_that_is_required() {
    for (var name : new String[] {"InventoryQuantityInput", "InventoryChangeInput"}) {
      assertThat(inputs(ours, name)).isEqualTo(inputs(published(), name));
    }
  }

  private static Set<String> inputs(TypeDefinitionRegistry registry, String type) {
    var definition = (InputObjectTypeDefinition) registry.getTypeOrNull(type);
    return Objects.requireNonNull(definition).getInputValueDefinitions().stream()
        .map(InputValueDefinition::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean known(String type) {
    return NOT_IN_THE_EXTRACT.contains(type)
        || type.endsWith("Connection")
        || type.endsWith("Edge");
  }

  private static TypeDefinitionRegistry published() {
    return Objects.requireNonNull(published);
  }

  private static void compare(
      TypeDefinition<?> type, TypeDefinition<?> there, List<String> problems) {
    switch (type) {
      case ObjectTypeDefinition object
      when there instanceof ObjectTypeDefinition other -> {
        for (var field : object.getFieldDefinitions()) {
          var match = named(other.getFieldDefinitions(), field.getName());
          var where = type.getName() + "." + field.getName();
          if (match == null) {
            if (!known(where)) {
              problems.add(where + " is not published");
            }
          } else {
            compare(where, field, match, problems);
          }
        }
      }
      case InputObjectTypeDefinition input
      when there instanceof InputObjectTypeDefinition other ->
        compare(
            type.getName(),
            input.getInputValueDefinitions(),
            other.getInputValueDefinitions(),
            problems);
      case EnumTypeDefinition values
      when there instanceof EnumTypeDefinition other -> {
        var names = names(other.getEnumValueDefinitions(), EnumValueDefinition::getName);
        for (var value : values.getEnumValueDefinitions()) {
          if (!names.contains(value.getName())) {
            problems.add(type.getName() + " has no value " + value.getName());
          }
        }
      }
      default -> {
        if (type.getClass() != there.getClass()) {
          problems.add(type.getName() + " is another kind of type");
        }
      }
    }
  }

  private static void compare(
      String where, FieldDefinition field, FieldDefinition there, List<String> problems) {
    var mine = AstPrinter.printAst(field.getType());
    var theirs = AstPrinter.printAst(there.getType());
    if (!mine.equals(theirs)) {
      problems.add(where + " is " + theirs + ", not " + mine);
    }
    compare(where, field.getInputValueDefinitions(), there.getInputValueDefinitions(), problems);
  }

  private static void compare(
      String where,
      List<InputValueDefinition> mine,
      List<InputValueDefinition> theirs,
      List<String> problems) {
    for (var argument : mine) {
      var match = named(theirs, argument.getName());
      if (match == null) {
        problems.add(where + " takes no " + argument.getName());
      } else if (!AstPrinter.printAst(argument.getType())
          .equals(AstPrinter.printAst(match.getType()))) {
        problems.add(where + "(" + argument.getName() + ") has another type");
      }
    }
  }

  private static <T extends NamedNode<?>> @Nullable T named(List<T> all, String name) {
    return all.stream().filter(one -> name.equals(one.getName())).findFirst().orElse(null);
  }

  private static <T> Set<String> names(List<T> all, Function<T, String> name) {
    return all.stream().map(name).collect(Collectors.toSet());
  }

  /** The extract lists root fields in comments; as types they can be compared like the rest. */
  private static String roots(String text) {
    var types = new java.util.TreeMap<String, StringBuilder>();
    var matcher = ROOT_FIELD.matcher(text);
    while (matcher.find()) {
      var arguments = matcher.group(3).replaceAll(" = \"[A-Z_]+\"", "");
      types
          .computeIfAbsent(matcher.group(1), _ -> new StringBuilder())
          .append("  ")
          .append(matcher.group(2))
          .append(arguments.isEmpty() ? "" : "(" + arguments + ")")
          .append(": ")
          .append(matcher.group(4))
          .append('\n');
    }
    var all = new StringBuilder("\n");
    types.forEach((type, fields) ->
        all.append("type ").append(type).append(" {\n").append(fields).append("}\n"));
    return all.toString();
  }

  private static TypeDefinitionRegistry parse(String text) {
    var large = ParserOptions.newParserOptions().maxTokens(1_000_000).maxCharacters(10_000_000);
    return new SchemaParser().parse(new StringReader(text), large.build());
  }
}
