package dev.tributary.testkit.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.access.KafkaUser;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * The users of the services at a test's broker. They have the rights of the chart's access rules
 * and no others. Clients of the open listener, such as the tests themselves, have all rights.
 */
public final class ServiceUsers {
  private static final String LISTENER = "SERVICES";
  private static final long BOUND_SECONDS = 120;

  private ServiceUsers() {}

  /** For a broker that is about to start. */
  public static EmbeddedKafka.Listener listener(int port) {
    Map<String, String> settings = new HashMap<>();
    settings.put(
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
    settings.put("super.users", "User:ANONYMOUS");
    settings.put("listener.name.services.sasl.enabled.mechanisms", "PLAIN");
    settings.put(
        "listener.name.services.plain.sasl.jaas.config",
        Stream.of(KafkaUser.values())
            .map(user -> " user_%s=\"%s\"".formatted(user.service(), password(user.service())))
            .collect(
                Collectors.joining(
                    "", "org.apache.kafka.common.security.plain.PlainLoginModule required", ";")));
    return new EmbeddedKafka.Listener(
        LISTENER, SecurityProtocol.SASL_PLAINTEXT.name(), port, settings);
  }

  /** Gives the chart's rules to the broker. Returns when the broker knows them. */
  public static void allow(String bootstrapServers) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin.createAcls(rules()).all().get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The broker does not take access rules", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The environment of a service that signs in as itself. */
  public static Map<String, String> environment(String service, int port) {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        "localhost:" + port,
        "KAFKA_SECURITY_PROTOCOL",
        SecurityProtocol.SASL_PLAINTEXT.name(),
        "KAFKA_SASL_MECHANISM",
        "PLAIN",
        "KAFKA_USERNAME",
        service,
        "KAFKA_PASSWORD",
        password(service));
  }

  private static String password(String service) {
    return "password of " + service;
  }

  private static List<AclBinding> rules() {
    Path file = Checkout.locate().root().resolve("helm/tributary/files/kafka-acls.json");
    List<AclBinding> rules = new ArrayList<>();
    try {
      Json.MAPPER
          .readTree(Files.readAllBytes(file))
          .properties()
          .forEach(service ->
              service.getValue().forEach(rule -> rules.addAll(rules(service.getKey(), rule))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rules;
  }

  private static List<AclBinding> rules(String service, JsonNode rule) {
    JsonNode resource = rule.path("resource");
    ResourcePattern pattern =
        new ResourcePattern(
            switch (resource.path("type").asText()) {
              case "topic" -> ResourceType.TOPIC;
              case "group" -> ResourceType.GROUP;
              case "transactionalId" -> ResourceType.TRANSACTIONAL_ID;
              default -> throw new IllegalStateException("Of an unknown type: " + resource);
            },
            resource.path("name").asText(),
            resource.path("patternType").asText().equals("prefix")
                ? PatternType.PREFIXED
                : PatternType.LITERAL);
    List<AclBinding> bindings = new ArrayList<>();
    for (JsonNode operation : rule.path("operations")) {
      bindings.add(
          new AclBinding(
              pattern,
              new AccessControlEntry(
                  "User:" + service,
                  "*",
                  AclOperation.fromString(operation.asText()),
                  AclPermissionType.ALLOW)));
    }
    return bindings;
  }
}
