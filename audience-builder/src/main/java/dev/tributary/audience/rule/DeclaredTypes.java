package dev.tributary.audience.rule;

import dev.tributary.audience.rule.Rule.EventCondition;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.audience.rule.Rule.PropertyCondition;
import dev.tributary.contracts.definition.DeclaredType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types that are declared in a workspace. A declaration is valid for exactly its path; a
 * declaration of a property is valid for exactly its kind of event. Immutable.
 *
 * @param traits by path
 */
public record DeclaredTypes(
    Map<String, DeclaredType> traits, Map<Property, DeclaredType> properties) {
  public static final DeclaredTypes NONE = new DeclaredTypes(Map.of(), Map.of());

  public DeclaredTypes {
    traits = Map.copyOf(traits);
    properties = Map.copyOf(properties);
  }

  /** A path in the properties of a kind of event. */
  public record Property(EventKind event, String path) {}

  public Path trait(Path path) {
    return new Path(path.text(), traits.get(path.text()));
  }

  public Path property(EventKind event, Path path) {
    return new Path(path.text(), properties.get(new Property(event, path.text())));
  }

  /** The properties of one kind of event, by path. */
  public Map<String, DeclaredType> of(EventKind event) {
    Map<String, DeclaredType> found = new HashMap<>();
    properties.forEach((property, type) -> {
      if (property.event().equals(event)) {
        found.put(property.path(), type);
      }
    });
    return found;
  }

  /** The rule, with its values read as the declared types. */
  public Rule in(Rule rule) {
    return switch (rule) {
      case Rule.All(List<Rule> nodes) -> new Rule.All(in(nodes));
      case Rule.Any(List<Rule> nodes) -> new Rule.Any(in(nodes));
      case Rule.None(List<Rule> nodes) -> new Rule.None(in(nodes));
      case Rule.TraitCondition(Path trait, ValueTest test) ->
          new Rule.TraitCondition(trait(trait), test);
      case EventCondition condition ->
          new EventCondition(
              condition.event(),
              condition.count(),
              condition.window(),
              condition.where().stream()
                  .map(each ->
                      new PropertyCondition(
                          property(condition.event(), each.property()), each.test()))
                  .toList());
      case Rule.ConsentCondition condition -> condition;
      case Rule.AudienceCondition condition -> condition;
    };
  }

  /** The declared types that the rule uses. */
  public DeclaredTypes of(Rule rule) {
    Map<String, DeclaredType> itsTraits = new HashMap<>();
    Map<Property, DeclaredType> itsProperties = new HashMap<>();
    collect(rule, itsTraits, itsProperties);
    return new DeclaredTypes(itsTraits, itsProperties);
  }

  private void collect(
      Rule rule, Map<String, DeclaredType> itsTraits, Map<Property, DeclaredType> itsProperties) {
    switch (rule) {
      case Rule.All(List<Rule> nodes) ->
          nodes.forEach(each -> collect(each, itsTraits, itsProperties));
      case Rule.Any(List<Rule> nodes) ->
          nodes.forEach(each -> collect(each, itsTraits, itsProperties));
      case Rule.None(List<Rule> nodes) ->
          nodes.forEach(each -> collect(each, itsTraits, itsProperties));
      case Rule.TraitCondition(Path trait, ValueTest _) ->
          put(itsTraits, trait.text(), traits.get(trait.text()));
      case EventCondition condition ->
          condition
              .where()
              .forEach(each -> {
                Property property = new Property(condition.event(), each.property().text());
                put(itsProperties, property, properties.get(property));
              });
      case Rule.ConsentCondition _, Rule.AudienceCondition _ -> {}
    }
  }

  private static <K> void put(Map<K, DeclaredType> types, K key, @Nullable DeclaredType type) {
    if (type != null) {
      types.put(key, type);
    }
  }

  private List<Rule> in(List<Rule> nodes) {
    return nodes.stream().map(this::in).toList();
  }
}
