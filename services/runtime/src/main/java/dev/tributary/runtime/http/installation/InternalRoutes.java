package dev.tributary.runtime.http.installation;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.http.ProblemBody;
import dev.tributary.runtime.http.ProblemMappers;
import dev.tributary.runtime.http.RequestId;
import dev.tributary.runtime.problem.Problems;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls between services, on the management interface only. A caller without the service
 * token gets 404 for every address, so it learns nothing.
 */
@ApplicationScoped
public class InternalRoutes {
  private static final String ROOT = "/internal/";

  /** Of a message, in bytes. */
  private static final long LARGEST_MESSAGE = 8 * 1024 * 1024;

  private static final int NO_CONTENT = 204;

  private final ServiceToken token;
  private final Instance<InternalRoute> routes;
  private final Instance<ObjectRoute> objects;
  private final Instance<MessageRoute<?>> messages;
  private final Instance<QuestionRoute<?>> questions;

  public InternalRoutes(
      ServiceToken token,
      @Any Instance<InternalRoute> routes,
      @Any Instance<ObjectRoute> objects,
      @Any Instance<MessageRoute<?>> messages,
      @Any Instance<QuestionRoute<?>> questions) {
    this.token = token;
    this.routes = routes;
    this.objects = objects;
    this.messages = messages;
    this.questions = questions;
  }

  void open(@Observes ManagementInterface management) {
    Router router = management.router();
    router.route(ROOT + "*").handler(this::admit);
    for (InternalRoute route : routes) {
      router
          .get(ROOT + route.name())
          .blockingHandler(
              request ->
                  answer(
                      request,
                      asked -> route.answer(route.needsWorkspaces() ? some(asked) : asked)),
              false);
    }
    for (ObjectRoute route : objects) {
      router
          .get(ROOT + route.collection() + "/:object/" + route.part())
          .blockingHandler(
              request -> answer(request, asked -> answer(request, route, some(asked))), false);
    }
    for (MessageRoute<?> route : messages) {
      router
          .post(ROOT + route.name())
          .handler(BodyHandler.create(false).setBodyLimit(LARGEST_MESSAGE))
          .blockingHandler(request -> receive(request, route), false);
    }
    for (QuestionRoute<?> route : questions) {
      router
          .post(ROOT + route.name())
          .handler(BodyHandler.create(false).setBodyLimit(LARGEST_MESSAGE))
          .blockingHandler(request -> answer(request, () -> ask(request, route)), false);
    }
    router.route(ROOT + "*").handler(InternalRoutes::nothingHere);
  }

  private void admit(RoutingContext request) {
    if (token.matches(request.request().getHeader(ServiceToken.HEADER))) {
      request.next();
    } else {
      nothingHere(request);
    }
  }

  private static void nothingHere(RoutingContext request) {
    refuse(request, Problems.NOT_FOUND.problem(Problems.NOT_FOUND.title()));
  }

  private static Set<WorkspaceId> some(Set<WorkspaceId> workspaces) {
    if (workspaces.isEmpty()) {
      throw Problems.BAD_PARAMETER.problem("workspace is missing");
    }
    return workspaces;
  }

  private static Object answer(
      RoutingContext request, ObjectRoute route, Set<WorkspaceId> workspaces) {
    if (workspaces.size() > 1) {
      throw Problems.BAD_PARAMETER.problem("workspace may be given once");
    }
    List<String> guesser = request.queryParam("guesser");
    return route.answer(
        workspaces.iterator().next(),
        requireNonNull(request.pathParam("object")),
        guesser.isEmpty() ? null : guesser.getFirst());
  }

  private static void answer(RoutingContext request, Function<Set<WorkspaceId>, Object> route) {
    answer(
        request,
        () ->
            route.apply(
                request.queryParams().getAll("workspace").stream()
                    .map(WorkspaceId::new)
                    .collect(Collectors.toUnmodifiableSet())));
  }

  private static void answer(RoutingContext request, Supplier<Object> route) {
    byte[] answer;
    try {
      answer = Json.write(route.get());
    } catch (RuntimeException e) {
      refuse(request, e);
      return;
    }
    send(request, "application/json", answer);
  }

  private static <Q> Object ask(RoutingContext request, QuestionRoute<Q> route) {
    return route.answer(body(request, route.type()));
  }

  private static <T> void receive(RoutingContext request, MessageRoute<T> route) {
    try {
      route.receive(body(request, route.type()));
    } catch (RuntimeException e) {
      refuse(request, e);
      return;
    }
    request.response().setStatusCode(NO_CONTENT).end();
  }

  private static <T> T body(RoutingContext request, Class<T> type) {
    @Nullable Buffer body = request.body().buffer();
    if (body == null || body.length() == 0) {
      throw Problems.MALFORMED_JSON.problem("The body is missing");
    }
    return Json.read(body.getBytes(), type);
  }

  private static void refuse(RoutingContext request, RuntimeException failure) {
    String id = UUID.randomUUID().toString();
    ProblemBody body = ProblemMappers.body(failure, id);
    request.response().setStatusCode(body.status()).putHeader(RequestId.HEADER, id);
    send(request, ProblemBody.MEDIA_TYPE, Json.write(body));
  }

  private static void send(RoutingContext request, String type, byte[] body) {
    request.response().putHeader(HttpHeaders.CONTENT_TYPE, type).end(Buffer.buffer(body));
  }
}
