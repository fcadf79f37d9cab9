package dev.tributary.audience.http.preview;

import dev.tributary.audience.http.preview.PreviewView.Change;
import dev.tributary.audience.http.preview.PreviewView.Condition;
import dev.tributary.audience.http.preview.PreviewView.Sampled;
import dev.tributary.audience.http.preview.PreviewView.Warning;
import dev.tributary.audience.membership.PeopleSummary;
import dev.tributary.audience.membership.PersonFacts;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.Tally;
import dev.tributary.audience.rule.describe.Describe;
import dev.tributary.audience.rule.describe.Explain;
import dev.tributary.audience.rule.describe.Explanation;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.runtime.tenancy.PersonLabel;
import dev.tributary.runtime.tenancy.PersonLabels;
import dev.tributary.runtime.tenancy.Visibility;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts a preview, one person after the other. Confined to one thread. */
public final class Counting {
  private static final int SAMPLE = 20;
  private static final int CHANGED = 5;

  private final Rule rule;
  private final @Nullable AudienceId audience;
  private final ZoneId zone;
  private final Function<AudienceId, String> names;
  private final Visibility visibility;
  private final PersonLabels labels;
  private final Tally tally;
  private final Set<String> traits = new HashSet<>();
  private final Set<String> purposes = new HashSet<>();
  private final List<Sampled> sample = new ArrayList<>();
  private final List<Sampled> joining = new ArrayList<>();
  private final List<Sampled> leaving = new ArrayList<>();
  private final Set<ProfileId> shownProfiles = new HashSet<>();
  private long joins;
  private long leaves;

  /**
   * @param audience the audience whose current members are compared; null if none
   * @param names of audiences, by their ids
   */
  public Counting(
      Rule rule,
      @Nullable AudienceId audience,
      ZoneId zone,
      Function<AudienceId, String> names,
      Visibility visibility) {
    this.rule = rule;
    this.audience = audience;
    this.zone = zone;
    this.names = names;
    this.visibility = visibility;
    this.labels = new PersonLabels(visibility);
    this.tally = new Tally(rule);
  }

  /** Counts a person; returns whether the rule holds for them. */
  public boolean add(PersonFacts known) {
    traits.addAll(known.person().data().traits().keySet());
    purposes.addAll(known.person().data().consent().keySet());
    boolean holds = tally.add(known.facts(), zone, known.now());
    if (holds) {
      keep(known, sample, SAMPLE);
    }
    if (audience != null && known.facts().isIn(audience) != holds) {
      if (holds) {
        joins++;
        keep(known, joining, CHANGED);
      } else {
        leaves++;
        keep(known, leaving, CHANGED);
      }
    }
    return holds;
  }

  private void keep(PersonFacts known, List<Sampled> kept, int most) {
    if (kept.size() < most) {
      Explanation why = new Explain(known.facts(), zone, known.now(), names).explain(rule);
      ProfileId profile = known.person().profile();
      PersonLabel person = labels.of(profile, known.person().traits());
      kept.add(new Sampled(profile, person, ExplanationView.of(why, visibility)));
      if (ExplanationView.showsPersonalData(why, visibility)) {
        shownProfiles.add(profile);
      }
    }
  }

  /** The people whose personal data the preview shows. */
  Set<ProfileId> shownProfiles() {
    return Stream.concat(shownProfiles.stream(), labels.shown().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  public PreviewView of(PeopleSummary everyone, @Nullable Overlaps overlaps) {
    Describe describe = new Describe(names);
    return PreviewViewBuilder.builder()
        .count(tally.lines().getFirst().matching())
        .approximate(null)
        .people(everyone.people())
        .asOf(everyone.asOf())
        .inWords(describe.sentence(rule))
        .conditions(
            tally.lines().stream()
                .map(line ->
                    new Condition(
                        line.pointer(), describe.own(line.rule()), line.matching(), line.running()))
                .toList())
        .sample(sample)
        .warnings(warnings())
        .overlaps(overlaps)
        .change(audience == null ? null : new Change(joins, null, leaves, null, joining, leaving))
        .build();
  }

  private List<Warning> warnings() {
    List<Warning> warnings = new ArrayList<>();
    for (Tally.Line line : tally.lines()) {
      if (line.rule() instanceof Rule.TraitCondition condition
          && condition.trait().names().stream().noneMatch(traits::contains)) {
        warnings.add(
            new Warning(
                "/rule" + line.pointer() + "/trait",
                "Nobody has the trait %s yet; names are compared exactly"
                    .formatted(condition.trait().text())));
      }
      if (line.rule() instanceof Rule.ConsentCondition(String purpose, var _)
          && !purposes.contains(purpose)) {
        warnings.add(
            new Warning(
                "/rule" + line.pointer() + "/consent",
                "Nobody has answered about consent for %s yet; names are compared exactly"
                    .formatted(purpose)));
      }
    }
    return warnings;
  }
}
