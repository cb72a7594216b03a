package dev.tillbridge.sandbox.shopify;

import graphql.ErrorClassification;
import graphql.ErrorType;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import java.util.List;
import java.util.Map;

/** A top-level GraphQL error: the call is refused as a whole. */
final class GraphRefusal extends RuntimeException implements GraphQLError {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String why;

  GraphRefusal(String code, String why) {
    super(why);
    this.code = code;
    this.why = why;
  }

  @Override
  public String getMessage() {
    return why;
  }

  @Override
  public List<SourceLocation> getLocations() {
    return List.of();
  }

  @Override
  public ErrorClassification getErrorType() {
    return ErrorType.DataFetchingException;
  }

  @Override
  public Map<String, Object> getExtensions() {
    return Map.of("code", code);
  }
}
