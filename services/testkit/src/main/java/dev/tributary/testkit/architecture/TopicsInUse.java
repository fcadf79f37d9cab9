package dev.tributary.testkit.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.access.KafkaUser;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks that a service's Kafka user has the rights to exactly the topics that the service's code
 * uses. The code names a topic itself, or calls a method of a contracts record that makes a message
 * for it, or the settings of the service have a channel with the topic. The brokers of tests
 * enforce whether it may read or write the topic.
 */
final class TopicsInUse {
  private static final Path SETTINGS = Path.of("src/main/resources/application.properties");
  private static final String CONTRACTS = "dev.tributary.contracts";
  private static final Pattern CHANNEL_TOPIC =
      Pattern.compile("mp\\.messaging\\.(incoming|outgoing)\\.[^.]+\\.topic");
  private static final String WITHOUT_DATABASE = "tributary.without-database";

  /**
   * Topics of every service, used in the runtime: the workspaces, and the trail of administration.
   */
  private static final Set<Topic> OF_ALL = EnumSet.of(Topic.WORKSPACES, Topic.AUDIT);

  private TopicsInUse() {}

  static void check(String root, JavaClasses classes) {
    Properties settings = settings();
    KafkaUser user = KafkaUser.of(settings.getProperty("tributary.service", "")).orElse(null);
    if (user == null) {
      return;
    }
    Set<Topic> named = EnumSet.copyOf(OF_ALL);
    if (settings.getProperty(WITHOUT_DATABASE, "").equals("true")) {
      // It has no outbox.
      named.remove(Topic.AUDIT);
    }
    named.addAll(namedBy(classes));
    named.addAll(ofChannels(settings));
    Set<Topic> used = EnumSet.copyOf(user.reads());
    used.addAll(user.writes());
    if (!named.equals(used)) {
      throw new AssertionError(
          "%s names the topics %s, and %s may use %s".formatted(root, named, user, used));
    }
  }

  private static Set<Topic> ofChannels(Properties settings) {
    Set<Topic> topics = EnumSet.noneOf(Topic.class);
    settings.stringPropertyNames().stream()
        .filter(CHANNEL_TOPIC.asMatchPredicate())
        .map(name -> Topic.named(settings.getProperty(name)))
        .forEach(topics::add);
    return topics;
  }

  private static Properties settings() {
    Properties settings = new Properties();
    if (Files.exists(SETTINGS)) {
      try {
        settings.load(new StringReader(Files.readString(SETTINGS)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return settings;
  }

  private static Set<Topic> namedBy(JavaClasses service) {
    JavaClasses contracts =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(CONTRACTS);
    Set<Topic> named = EnumSet.noneOf(Topic.class);
    for (JavaClass type : service) {
      accessed(type.getFieldAccessesFromSelf().stream()).forEach(named::add);
      for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
        JavaClass owner = call.getTargetOwner();
        if (owner.getPackageName().startsWith(CONTRACTS) && contracts.contain(owner.getName())) {
          contracts.get(owner.getName()).getMethods().stream()
              .filter(method -> method.getName().equals(call.getName()))
              .flatMap(TopicsInUse::accessedBy)
              .forEach(named::add);
        }
        // Services that show personal data write to this topic.
        if (owner.getSimpleName().equals("ReadTrail")) {
          named.add(Topic.READS);
        }
      }
    }
    return named;
  }

  private static Stream<Topic> accessedBy(JavaCodeUnit method) {
    return accessed(method.getFieldAccesses().stream());
  }

  private static Stream<Topic> accessed(Stream<JavaFieldAccess> accesses) {
    return accesses
        .filter(access -> access.getTargetOwner().getName().equals(Topic.class.getName()))
        .filter(access -> access.getTarget().getRawType().getName().equals(Topic.class.getName()))
        .map(access -> Topic.valueOf(access.getTarget().getName()));
  }
}
