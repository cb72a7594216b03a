package dev.tillbridge.sandbox.shopify;

import graphql.GraphQL;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetcherFactories;
import graphql.schema.GraphQLCodeRegistry;
import graphql.schema.GraphQLScalarType;
import graphql.schema.TypeResolver;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** The schema file brought to life: fields are answered by {@link GraphNode}s. */
final class GraphSchema {

  /** The key under which a call's API version travels to the mutations. */
  static final String VERSION = "apiVersion";

  private static final String FILE = "/shopify/admin.graphqls";

  private GraphSchema() {}

  static GraphQL build(MutationFields mutations) {
    var registry = new SchemaParser().parse(text());
    DataFetcher<Object> fields = call -> call.getSource() instanceof GraphNode node
        ? node.field(call.getField().getName(), call.getArguments())
        : null;
    var wiring = RuntimeWiring.newRuntimeWiring()
        .codeRegistry(GraphQLCodeRegistry.newCodeRegistry()
            .defaultDataFetcher(DataFetcherFactories.useDataFetcher(fields)));
    for (var name : List.of("DateTime", "Decimal", "Money", "URL", "UnsignedInt64")) {
      wiring.scalar(scalar(name));
    }
    TypeResolver types = env -> env.getObject() instanceof GraphNode node
        ? env.getSchema().getObjectType(node.type())
        : null;
    for (var name : List.of("Node", "DisplayableError", "DiscountApplication", "Media")) {
      wiring.type(name, type -> type.typeResolver(types));
    }
    wiring.type(
        "Mutation",
        type -> type.dataFetcher("inventorySetQuantities", mutations::setQuantities)
            .dataFetcher("inventoryAdjustQuantities", mutations::adjustQuantities)
            .dataFetcher("inventoryActivate", mutations::activate)
            .dataFetcher("productUpdate", mutations::updateProduct)
            .dataFetcher("productVariantsBulkUpdate", mutations::updateVariants)
            .dataFetcher("bulkOperationRunQuery", mutations::runBulk)
            .dataFetcher(
                "webhookSubscriptionCreate",
                call -> mutations.subscribe(
                    call, call.getGraphQlContext().getOrDefault(VERSION, "2026-07")))
            .dataFetcher("webhookSubscriptionUpdate", mutations::resubscribe)
            .dataFetcher("webhookSubscriptionDelete", mutations::unsubscribe)
            .dataFetcher("fulfillmentCreate", mutations.dispatch()::send)
            .dataFetcher("fulfillmentOrderMove", mutations.dispatch()::move)
            .dataFetcher("fulfillmentOrderLineItemsPreparedForPickup", mutations.dispatch()::ready)
            .dataFetcher("refundCreate", mutations.money()::refund)
            .dataFetcher("orderCreate", mutations.orders()::create));
    var schema = new SchemaGenerator().makeExecutableSchema(registry, wiring.build());
    return GraphQL.newGraphQL(schema)
        .defaultDataFetcherExceptionHandler(refusals())
        .build();
  }

  private static DataFetcherExceptionHandler refusals() {
    return failure -> {
      var refusal = failure.getException() instanceof GraphRefusal known
          ? known
          : new GraphRefusal("INTERNAL_SERVER_ERROR", String.valueOf(failure.getException()));
      return CompletableFuture.completedFuture(
          DataFetcherExceptionHandlerResult.newResult(refusal).build());
    };
  }

  /** These scalars are text on the wire and nobody computes with them here. */
  private static GraphQLScalarType scalar(String name) {
    return GraphQLScalarType.newScalar()
        .name(name)
        .coercing(new Coercing<String, String>() {
          @Override
          public String serialize(Object value, GraphQLContext context, Locale locale) {
            return value.toString();
          }

          @Override
          public String parseValue(Object value, GraphQLContext context, Locale locale) {
            return value.toString();
          }

          @Override
          public String parseLiteral(
              Value<?> value, CoercedVariables variables, GraphQLContext context, Locale locale) {
            return switch (value) {
              case StringValue text -> String.valueOf(text.getValue());
              case IntValue number -> number.getValue().toString();
              case FloatValue number -> number.getValue().toString();
              default -> throw new CoercingParseLiteralException("not a " + name);
            };
          }
        })
        .build();
  }

  private static String text() {
    try (var in = GraphSchema.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
