package dev.tillbridge.connector.shopify;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.ScalarInfo;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeUtil;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shopify's own schema, from an extract that lies beside the repository. The extract holds the types
 * we use and, in comments, the signatures of the root fields; what it mentions without defining
 * comes from our supplement, or is an opaque scalar in which nothing can be selected.
 */
final class AdminSchema {

  /** Where the extract is, when it is not beside the repository. */
  private static final String PROPERTY = "tillbridge.shopify.schema";

  private static final Path USUAL = Path.of("shared/apis/shopify/admin_2026-07.extract.graphql");
  private static final Pattern ROOT_FIELD =
      Pattern.compile("^# (QueryRoot|Mutation)\\.(.+)$", Pattern.MULTILINE);

  private AdminSchema() {}

  /** The extract's file, or null when it is not there. */
  static @Nullable Path file() {
    var named = System.getProperty(PROPERTY);
    if (named != null) {
      return Path.of(named);
    }
    for (var dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
      if (Files.isRegularFile(dir.resolve(USUAL))) {
        return dir.resolve(USUAL);
      }
    }
    return null;
  }

  static GraphQLSchema read(Path extract) throws IOException {
    var text = Files.readString(extract);
    var registry = new SchemaParser()
        .parse(withoutInterfaces(text)
            + rootType("QueryRoot", text)
            + rootType("Mutation", text)
            + supplement());
    addOpaqueScalars(registry);
    return UnExecutableSchemaGenerator.makeUnExecutableSchema(registry);
  }

  private static String withoutInterfaces(String text) {
    return text.replaceAll("(?m)^(type \\w+) implements [^{]+\\{", "$1 {");
  }

  /** The comments spell defaults of enums as strings, and deprecation without its brackets. */
  private static String rootType(String name, String text) {
    return ROOT_FIELD
        .matcher(text)
        .results()
        .filter(found -> found.group(1).equals(name))
        .map(found -> found.group(2))
        .map(field -> field.replace(" @deprecated", "").replace("()", ""))
        .map(field -> field.replaceAll(" = (\"[^\"]*\"|\\w+)", ""))
        .collect(joining("\n  ", "\ntype " + name + " {\n  ", "\n}\n"));
  }

  private static String supplement() throws IOException {
    try (var in = AdminSchema.class.getResourceAsStream("schema-supplement.graphql")) {
      if (in == null) {
        throw new IllegalStateException("no supplement on the class path");
      }
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static void addOpaqueScalars(TypeDefinitionRegistry registry) {
    mentioned(registry).collect(toSet()).stream()
        .filter(name -> registry.getTypeOrNull(name) == null)
        .filter(name -> !ScalarInfo.isGraphqlSpecifiedScalar(name))
        .forEach(name -> registry.add(
            ScalarTypeDefinition.newScalarTypeDefinition().name(name).build()));
  }

  private static Stream<String> mentioned(TypeDefinitionRegistry registry) {
    var outputs = registry.getTypes(ObjectTypeDefinition.class).stream()
        .flatMap(type -> type.getFieldDefinitions().stream());
    var inputs = registry.getTypes(InputObjectTypeDefinition.class).stream()
        .flatMap(type -> type.getInputValueDefinitions().stream());
    return Stream.concat(outputs.flatMap(AdminSchema::ofField), inputs.map(AdminSchema::ofInput));
  }

  private static Stream<String> ofField(FieldDefinition field) {
    return Stream.concat(
        Stream.of(TypeUtil.unwrapAll(field.getType()).getName()),
        field.getInputValueDefinitions().stream().map(AdminSchema::ofInput));
  }

  private static String ofInput(InputValueDefinition input) {
    return TypeUtil.unwrapAll(input.getType()).getName();
  }
}
