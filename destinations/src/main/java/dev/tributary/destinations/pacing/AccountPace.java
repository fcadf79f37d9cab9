package dev.tributary.destinations.pacing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pace of one account. {@code pace.lua} is the same rule for accounts in Redis, with the same
 * order of calculation. All times are milliseconds since 1970. Not thread-safe.
 *
 * <p>Requests are spaced by the generic cell rate algorithm in the form of virtual scheduling
 * (ITU-T I.371, annex A): each budget has a theoretical arrival time, and a request may leave at
 * the latest of them. A request reserves its time ahead, so a late caller loses nothing.
 *
 * <p>Of several flows, the one with the smallest tag goes first (start-time fair queueing: Goyal,
 * Vin, Cheng, 1996). Another one waits until shortly before the next free time, and takes it if
 * nobody else has: so no time is lost.
 */
public final class AccountPace {
  private static final double LEAST_SHARE = 0.1;
  private static final double STEP = 10_000;
  private static final double STEPS = 10;
  private static final double GRACE = 50;
  private static final double CONNECTION = 150_000;
  private static final double POLL = 100;
  private static final double FORGOTTEN = 100_000;
  private static final double SLACK = 0.02;
  private static final double MOST_OF_OTHERS = 0.9;

  private static final class Rate {
    double arrival;
    double others;
    double othersUntil;
    double slice;
    double units;
    double unitsBefore;
  }

  /**
   * The change of a budget by the last permit.
   *
   * @param before the arrival time before it
   * @param units that it has
   */
  private record Taken(double before, double units) {}

  private static final class Share {
    double tag;
    double seen;

    Share(double tag, double seen) {
      this.tag = tag;
      this.seen = seen;
    }
  }

  private final Map<String, Rate> rates = new HashMap<>();
  private final Map<String, Share> flows = new HashMap<>();
  private final Map<String, Double> connections = new HashMap<>();

  /** Of each budget that the last permit has charged. */
  private final Map<String, Taken> taken = new HashMap<>();

  /** Since when there is a state; 0 if there is none. */
  private double began;

  /** When it was seen that an earlier state is lost; 0 if none is. */
  private double lost;

  private double until;
  private double share = 1;
  private double slowed;
  private double virtual;
  private @Nullable String last;

  /** Grants a request a time of its own, or says when to ask again. */
  public Decision ask(Ask ask, double now) {
    if (until > now) {
      return later(until - now);
    }
    connections.values().removeIf(end -> end <= now);
    if (ask.connections() > 0 && connections.size() >= ask.connections()) {
      return later(POLL);
    }
    if (began == 0) {
      began = now;
      lost = ask.known() ? now : 0;
    }
    double inUse = share(now);
    double slot = now;
    for (Charge charge : ask.charges()) {
      Rate rate = rates.computeIfAbsent(charge.key(), _ -> new Rate());
      if (rate.arrival == 0 && lost > 0) {
        rate.arrival = lost + charge.ahead() + charge.millis();
      }
      slot = Math.max(slot, rate.arrival - charge.tolerance());
    }
    double ahead = slot - now;
    Share flow = flows.computeIfAbsent(ask.flow().key(), _ -> new Share(virtual, now));
    flow.seen = now;
    double start = Math.max(flow.tag, virtual);
    if (ahead > ask.ahead()) {
      return later(ahead - ask.ahead());
    }
    double active = now - 2 * ask.ahead();
    double grace = Math.min(GRACE, ask.longest() / 2);
    flows.values().removeIf(each -> each.seen < now - FORGOTTEN);
    if (ahead > grace && isBehind(ask.flow(), start, active)) {
      return later(ahead - grace);
    }
    flow.tag = start + step(ask.flow(), active);
    virtual = start;
    taken.clear();
    for (Charge charge : ask.charges()) {
      grant(charge, slot, inUse, now);
    }
    if (ask.connections() > 0) {
      connections.put(ask.id(), slot + CONNECTION);
    }
    last = ask.id();
    return new Decision(true, (long) Math.ceil(ahead), new Decision.Grant(now, false));
  }

  private void grant(Charge charge, double slot, double inUse, double now) {
    Rate rate = rates.computeIfAbsent(charge.key(), _ -> new Rate());
    taken.put(charge.key(), new Taken(rate.arrival, charge.units()));
    // The limit may be lower than it was when the part of others was learned.
    double others =
        rate.othersUntil > now ? Math.min(rate.others, charge.amount() * MOST_OF_OTHERS) : 0;
    double slower = charge.amount() / (charge.amount() - others) / inUse;
    rate.arrival = Math.max(rate.arrival, slot) + charge.millis() * slower;
    count(rate, charge.window(), now);
    rate.units += charge.units();
  }

  /** Whether another flow that has asked lately comes first. */
  private boolean isBehind(Flow asking, double start, double active) {
    for (var other : flows.entrySet()) {
      if (!other.getKey().equals(asking.key())
          && other.getValue().seen > active
          && Math.max(other.getValue().tag, virtual) < start) {
        return true;
      }
    }
    return false;
  }

  /** The tag grows slowly for a flow with a large part of the account. */
  private double step(Flow asking, double active) {
    Set<String> workspaces = new HashSet<>();
    int ofMine = 0;
    for (var each : flows.entrySet()) {
      String key = each.getKey();
      if (each.getValue().seen > active && key.startsWith(asking.sort())) {
        workspaces.add(key.substring(0, key.indexOf('/', 2)));
        ofMine += key.startsWith(asking.group()) ? 1 : 0;
      }
    }
    return (double) workspaces.size() * ofMine / asking.weight();
  }

  /**
   * A permit that was not used. The times that it has reserved are free again if no later one has
   * been reserved. Those of earlier permits stay.
   */
  public void giveBack(String id) {
    connections.remove(id);
    if (id.equals(last)) {
      taken.forEach((key, of) -> {
        Rate rate = rates.computeIfAbsent(key, _ -> new Rate());
        rate.arrival = of.before;
        rate.units = Math.max(0, rate.units - of.units);
      });
      last = null;
    }
  }

  /**
   * A permit needed less than it has reserved. The rest is free again if no later time has been
   * reserved. Its units are not used, whatever was reserved since. They are subtracted in the slice
   * that has them. A state that began later does not have them.
   */
  public void settle(String id, Pacer.Rest rest) {
    Rate rate = rates.get(rest.key());
    if (rate == null) {
      return;
    }
    double slice = Math.floor(rest.grant().at() / rest.window());
    if (began > 0 && rest.grant().at() >= began) {
      if (slice == rate.slice) {
        rate.units = Math.max(0, rate.units - rest.units());
      } else if (slice + 1 == rate.slice) {
        rate.unitsBefore = Math.max(0, rate.unitsBefore - rest.units());
      }
    }
    Taken of = taken.get(rest.key());
    if (id.equals(last) && of != null) {
      rate.arrival = Math.max(of.before, rate.arrival - rest.millis());
      taken.put(rest.key(), new Taken(of.before, Math.max(0, of.units - rest.units())));
    }
  }

  /** A request has ended, and its connection is free. */
  public void end(String id) {
    connections.remove(id);
  }

  /**
   * Forgets all reserved times: others were reserved meanwhile. A slow-down stays, and so do
   * connections, which are open until they end.
   */
  public void restart() {
    rates.clear();
    flows.clear();
    taken.clear();
    began = 0;
    lost = 0;
    virtual = 0;
    last = null;
  }

  /**
   * Nothing leaves for a while. After that, half of the rate is in use, and a tenth more every ten
   * seconds. Of several calls that come before the end of the while, one halves.
   */
  public void slowDown(double millis, double now) {
    if (until <= now) {
      share = Math.max(LEAST_SHARE, share(now) / 2);
      slowed = now;
    }
    until = Math.max(until, now + millis);
  }

  /**
   * The vendor tells how much of a window is spent. What is not ours was spent by other programs,
   * and for one window it stays free for them.
   *
   * @param charge of one request
   * @param spent by all programs, as the vendor says
   * @param hold for how many milliseconds no request of this budget leaves, because nothing of it
   *     is left
   */
  public void learn(Charge charge, double spent, double hold, double now) {
    Rate rate = rates.computeIfAbsent(charge.key(), _ -> new Rate());
    count(rate, charge.window(), now);
    double passed = now / charge.window() - rate.slice;
    double ours = rate.units + rate.unitsBefore * (1 - passed);
    double slack = Math.max(2, charge.amount() * SLACK);
    double others = Math.min(spent - ours - slack, charge.amount() * MOST_OF_OTHERS);
    if (others > 0) {
      rate.others = others;
      rate.othersUntil = now + charge.window();
    }
    if (hold > 0) {
      double end = now + hold + Math.max(0, charge.tolerance());
      rate.arrival = Math.max(rate.arrival, end);
      taken.computeIfPresent(
          charge.key(), (_, of) -> new Taken(Math.max(of.before, end), of.units));
    }
  }

  /**
   * Reads the state, and changes nothing.
   *
   * @param charges of the budgets that are asked for
   */
  public PaceReading read(List<Charge> charges, double now) {
    List<PaceReading.OfBudget> read = new ArrayList<>();
    for (Charge charge : charges) {
      Rate rate = rates.getOrDefault(charge.key(), new Rate());
      double slice = Math.floor(now / charge.window());
      double passed = now / charge.window() - slice;
      double units = slice == rate.slice ? rate.units : 0;
      double before = slice == rate.slice ? rate.unitsBefore : 0;
      if (slice == rate.slice + 1) {
        before = rate.units;
      }
      boolean learned = rate.othersUntil > now;
      read.add(
          new PaceReading.OfBudget(
              units + before * (1 - passed),
              learned ? Math.min(rate.others, charge.amount() * MOST_OF_OTHERS) : 0,
              learned ? charge.window() - (rate.othersUntil - now) : -1,
              held(charge, rate.arrival - charge.tolerance() - now)));
    }
    long open = connections.values().stream().filter(end -> end > now).count();
    return new PaceReading(
        Math.max(0, until - now),
        (int) open,
        began > 0 ? now - began : -1,
        lost > 0 ? now - lost : -1,
        read);
  }

  /** A budget whose next time can be reserved is not held. */
  private static double held(Charge charge, double wait) {
    return wait > charge.ahead() ? wait : 0;
  }

  private static void count(Rate rate, double window, double now) {
    double slice = Math.floor(now / window);
    if (slice != rate.slice) {
      rate.unitsBefore = slice == rate.slice + 1 ? rate.units : 0;
      rate.units = 0;
      rate.slice = slice;
    }
  }

  private double share(double now) {
    return Math.min(1, share + Math.floor(Math.max(0, now - slowed) / STEP) / STEPS);
  }

  private static Decision later(double millis) {
    return new Decision(false, (long) Math.ceil(Math.max(1, millis)), Decision.Grant.NONE);
  }
}
