package dev.tributary.contracts.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pictures of the data's way in ARCHITECTURE.md show each topic, as {@link KafkaUser} says. */
class TopicPicturesTest {
  private static final Path PAGE =
      Path.of(System.getProperty("tributary.root", "../.."), "ARCHITECTURE.md");

  private static final Pattern SECTION = Pattern.compile("(?s)\n## The data's way\n(.*?)\n### ");
  private static final Pattern PICTURE = Pattern.compile("(?s)```mermaid\n(.*?)```");
  private static final Pattern ARROW = Pattern.compile("(?m)^ *(.+?) -->\\|(.+?)\\| (.+)$");
  private static final Pattern NODE = Pattern.compile("(\\w+)[\\[(]+([^\\[\\]()]+)[\\])]+");

  private static final String OTHERS = "every other service";

  @Test
  void thePicturesShowEachTopic() throws IOException {
    assertThat(shown(section()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Topic.values()).map(Topic::topicName).toList());
  }

  @Test
  void eachArrowBetweenServicesIsARightAtKafka() throws IOException {
    assertThat(wrong(section())).isEmpty();
  }

  @Test
  void anArrowWithoutTheRightsIsFound() {
    String page =
        """
        ```mermaid
        flowchart LR
          collector[event-collector] -->|events, quarantine| identity[identity-resolution]
          sdk([SDKs]) -->|tracking API| collector
          identity & destinations -->|profiles: ticks| audience[audience-builder]
          collector -->|sources| every[every other service]
          collector -->|clicks| identity
        ```
        """;
    assertThat(shown(page)).containsExactly("events", "profiles", "quarantine", "sources");
    assertThat(wrong(page))
        .contains(
            "destinations does not write profiles",
            "identity-resolution does not read sources",
            "clicks is not a topic")
        .doesNotContain("event-collector does not write sources", "tracking API is not a topic");
  }

  private static String section() throws IOException {
    Matcher section = SECTION.matcher(Files.readString(PAGE));
    assertThat(section.find()).isTrue();
    return section.group(1);
  }

  /** The names of the topics on all arrows. */
  private static Set<String> shown(String page) {
    Set<String> topics = new TreeSet<>();
    for (Arrow arrow : arrows(page)) {
      arrow.labels().stream().filter(label -> topic(label).isPresent()).forEach(topics::add);
    }
    return topics;
  }

  private static List<String> wrong(String page) {
    List<String> wrong = new ArrayList<>();
    for (Arrow arrow : arrows(page)) {
      for (String label : arrow.labels()) {
        Optional<Topic> topic = topic(label);
        if (topic.isPresent()) {
          arrow.from().stream()
              .filter(service -> !service.writes().contains(topic.get()))
              .forEach(service -> wrong.add(service.service() + " does not write " + label));
          arrow.to().stream()
              .filter(service -> !service.reads().contains(topic.get()))
              .forEach(service -> wrong.add(service.service() + " does not read " + label));
        } else if (!arrow.from().isEmpty() && !arrow.to().isEmpty()) {
          wrong.add(label + " is not a topic");
        }
      }
    }
    return wrong;
  }

  /**
   * An arrow of a picture.
   *
   * @param from the services at its beginning; empty for other parts of the picture
   * @param to the services at its end; empty for other parts of the picture
   */
  private record Arrow(Set<KafkaUser> from, List<String> labels, Set<KafkaUser> to) {}

  private static List<Arrow> arrows(String page) {
    List<Arrow> arrows = new ArrayList<>();
    PICTURE
        .matcher(page)
        .results()
        .forEach(picture -> {
          Map<String, String> texts = new HashMap<>();
          NODE.matcher(picture.group(1))
              .results()
              .forEach(node -> texts.put(node.group(1), node.group(2)));
          ARROW
              .matcher(picture.group(1))
              .results()
              .forEach(arrow -> {
                List<String> from = texts(arrow.group(1), texts);
                List<String> to = texts(arrow.group(3), texts);
                List<String> labels =
                    Stream.of(arrow.group(2).split(", ")).map(TopicPicturesTest::name).toList();
                Set<KafkaUser> writers = services(from, Set.of());
                arrows.add(new Arrow(writers, labels, services(to, writers)));
              });
        });
    return arrows;
  }

  /** A node has its text at one of its places. Without any, its name is its text. */
  private static List<String> texts(String nodes, Map<String, String> texts) {
    return Stream.of(nodes.split(" & "))
        .map(node -> node.strip().replaceFirst("\\W.*", ""))
        .map(name -> texts.getOrDefault(name, name))
        .toList();
  }

  /**
   * @param writers at the other end of the arrow, which are not others
   */
  private static Set<KafkaUser> services(List<String> nodes, Set<KafkaUser> writers) {
    return Stream.of(KafkaUser.values())
        .filter(user ->
            nodes.contains(user.service()) || (nodes.contains(OTHERS) && !writers.contains(user)))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Without the remark after a colon. */
  private static String name(String label) {
    int remark = label.indexOf(':');
    return remark < 0 ? label : label.substring(0, remark);
  }

  private static Optional<Topic> topic(String name) {
    return Stream.of(Topic.values()).filter(topic -> topic.topicName().equals(name)).findFirst();
  }
}
