package dev.tributary.destinations.chaos;

import dev.tributary.destinations.connector.EffectClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an effect class promises, as docs/reference/connectors.md says it, compared with the effects
 * at a destination and with the ledger.
 *
 * @param atMostOnce whether the destination does not repeat what may have arrived
 */
record Promises(EffectClass effectClass, boolean atMostOnce) {
  /**
   * The ledger's row of a record or an event.
   *
   * @param attempts how many attempts are recorded
   */
  record Row(String state, int attempts) {}

  /**
   * The broken promises, in words; empty if there are none.
   *
   * @param wanted the newest version of each record by its key; 0 for each event
   * @param effects in their order
   * @param ledger by key, after the last delivery
   */
  List<String> broken(Map<String, Integer> wanted, List<Effect> effects, Map<String, Row> ledger) {
    List<String> broken = new ArrayList<>();
    Map<String, List<Effect>> byKey = new TreeMap<>();
    effects.forEach(
        effect -> byKey.computeIfAbsent(effect.key(), key -> new ArrayList<>()).add(effect));
    byKey.keySet().stream()
        .filter(key -> !wanted.containsKey(key))
        .forEach(key -> broken.add(key + " was never wanted"));
    wanted.forEach((key, version) -> {
      Row row = ledger.get(key);
      List<Effect> of = byKey.getOrDefault(key, List.of());
      if (row == null) {
        broken.add(key + " is not in the ledger");
      } else if (version == 0) {
        ofEvent(key, of.size(), row, broken);
      } else {
        ofRecord(key, version, of, row, broken);
      }
    });
    return broken;
  }

  private void ofEvent(String key, int times, Row row, List<String> broken) {
    boolean mayBeUncertain = effectClass == EffectClass.C && atMostOnce;
    if (row.state().equals("uncertain") && mayBeUncertain) {
      if (times > 1) {
        broken.add("%s has %d effects, and is uncertain".formatted(key, times));
      }
      return;
    }
    if (!row.state().equals("delivered")) {
      broken.add(key + " is " + row.state());
    }
    if (times == 0) {
      broken.add(key + " is lost");
    }
    int most = effectClass == EffectClass.C && !atMostOnce ? row.attempts() : 1;
    if (times > most) {
      broken.add("%s has %d effects, and %d attempts".formatted(key, times, row.attempts()));
    }
  }

  private void ofRecord(String key, int wanted, List<Effect> of, Row row, List<String> broken) {
    if (!row.state().equals("delivered")) {
      broken.add(key + " is " + row.state());
    }
    if (of.isEmpty()) {
      broken.add(key + " is lost");
      return;
    }
    if (of.stream().filter(Effect::created).count() > 1) {
      broken.add(key + " was created more than once");
    }
    int last = 0;
    for (Effect effect : of) {
      if (effect.version() < last) {
        broken.add("%s: version %d after %d".formatted(key, effect.version(), last));
      }
      // The same content again changes nothing at a vendor of class A.
      if (effect.version() == last && effectClass != EffectClass.A) {
        broken.add("%s: version %d twice".formatted(key, last));
      }
      last = effect.version();
    }
    if (last != wanted) {
      broken.add("%s has version %d instead of %d".formatted(key, last, wanted));
    }
  }
}
