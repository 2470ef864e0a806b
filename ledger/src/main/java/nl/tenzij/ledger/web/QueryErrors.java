package nl.tenzij.ledger.web;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Which query parameters of a method got a value that is not of their type. */
public final class QueryErrors {

  /**
   * Looks at a request before its resource does: a text that can't be kept, or a time that nobody
   * lives in, would only fail where it is too late to say so.
   *
   * @throws Invalid with all parameters that are wrong
   */
  @ServerRequestFilter
  public void check(UriInfo uri, ResourceInfo resource) {
    if (uri.getPathParameters().values().stream()
        .flatMap(List::stream)
        .anyMatch(value -> !Texts.writable(value))) {
      throw new NotFoundException();
    }
    MultivaluedMap<String, String> sent = uri.getQueryParameters();
    if (sent.isEmpty()) {
      return;
    }
    List<InputError> errors = new ArrayList<>();
    sent.forEach(
        (name, values) -> {
          if (!values.stream().allMatch(Texts::writable)) {
            errors.add(new InputError(Fields.plain(name), "format", Texts.WRITABLE));
          }
        });
    errors.addAll(of(resource.getResourceMethod(), sent));
    if (!errors.isEmpty()) {
      throw new Invalid(errors);
    }
  }

  static List<InputError> of(Method method, MultivaluedMap<String, String> sent) {
    List<InputError> errors = new ArrayList<>();
    for (Parameter parameter : method.getParameters()) {
      String name = queryName(parameter);
      List<String> values = name == null ? null : sent.get(name);
      if (values != null) {
        values.stream()
            .flatMap(value -> expected(parameter.getType(), value).stream())
            .findFirst()
            .ifPresent(expected -> errors.add(new InputError(name, "type", expected)));
      }
    }
    return errors;
  }

  private static String queryName(Parameter parameter) {
    QueryParam standard = parameter.getAnnotation(QueryParam.class);
    if (standard != null) {
      return standard.value();
    }
    RestQuery brief = parameter.getAnnotation(RestQuery.class);
    if (brief == null) {
      return null;
    }
    return brief.value().isEmpty() ? parameter.getName() : brief.value();
  }

  /** What the value should have been, where it is not. */
  private static Optional<String> expected(Class<?> type, String value) {
    try {
      parse(type, value);
      return Optional.empty();
    } catch (DateTimeParseException | IllegalArgumentException unfit) {
      return Optional.of(Expected.of(type));
    }
  }

  private static void parse(Class<?> type, String value) {
    if (type.isEnum()) {
      if (Arrays.stream(type.getEnumConstants()).noneMatch(each -> each.toString().equals(value))) {
        throw new IllegalArgumentException("none of the values");
      }
    } else if (type == Instant.class || type == OffsetDateTime.class) {
      inTime(OffsetDateTime.parse(value));
    } else if (type == LocalDate.class) {
      inTime(LocalDate.parse(value));
    } else if (type == UUID.class) {
      UUID.fromString(value);
    } else if (type == int.class || type == Integer.class) {
      Integer.parseInt(value);
    } else if (type == long.class || type == Long.class) {
      Long.parseLong(value);
    } else if (type == boolean.class || type == Boolean.class) {
      if (!value.equals("true") && !value.equals("false")) {
        throw new IllegalArgumentException("no truth value");
      }
    }
  }

  private static void inTime(Object time) {
    if (!ApiJson.inTime(time)) {
      throw new IllegalArgumentException("not of our time");
    }
  }
}
