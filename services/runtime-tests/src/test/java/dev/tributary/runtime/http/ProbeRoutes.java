package dev.tributary.runtime.http;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.http.installation.InternalRoute;
import dev.tributary.runtime.http.installation.ObjectRoute;
import dev.tributary.runtime.http.installation.QuestionRoute;
import io.vertx.core.Context;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Internal routes that fail, and one that says whether it may block. */
class ProbeRoutes {
  private record Probe(String name, Supplier<Object> answer)
      implements InternalRoute.OfOneWorkspace {
    @Override
    public Object answer(WorkspaceId workspace) {
      return answer.get();
    }
  }

  @Produces
  @Singleton
  InternalRoute bug() {
    return new Probe(
        "bug",
        () -> {
          throw new IllegalStateException("with a detail for nobody");
        });
  }

  @Produces
  @Singleton
  InternalRoute outage() {
    return new Probe(
        "outage",
        () -> {
          throw new UncheckedIOException(new ConnectException("with a detail for nobody"));
        });
  }

  /** Answers what it was asked. */
  @Produces
  @Singleton
  ObjectRoute echo() {
    return new ObjectRoute() {
      @Override
      public String collection() {
        return "probes";
      }

      @Override
      public String part() {
        return "echo";
      }

      @Override
      public Object answer(WorkspaceId workspace, String object, @Nullable String guesser) {
        return List.of(workspace.value(), object, String.valueOf(guesser));
      }
    };
  }

  /** Answers what it was asked. */
  @Produces
  @Singleton
  QuestionRoute<String[]> echoOfAQuestion() {
    return new QuestionRoute<>() {
      @Override
      public String name() {
        return "probe-questions";
      }

      @Override
      public Class<String[]> type() {
        return String[].class;
      }

      @Override
      public Object answer(String[] question) {
        return question;
      }
    };
  }

  @Produces
  @Singleton
  InternalRoute thread() {
    return new Probe("thread", () -> Map.of("mayBlock", !Context.isOnEventLoopThread()));
  }
}
