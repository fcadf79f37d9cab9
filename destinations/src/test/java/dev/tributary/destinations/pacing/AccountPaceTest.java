package dev.tributary.destinations.pacing;

import java.util.List;

class AccountPaceTest extends PaceContract {
  @Override
  protected Pace pace() {
    return new Pace() {
      private AccountPace account = new AccountPace();

      @Override
      public Decision ask(Ask ask, double now) {
        return account.ask(ask, now);
      }

      @Override
      public void giveBack(String id, double now) {
        account.giveBack(id);
      }

      @Override
      public void settle(String id, Pacer.Rest rest, double now) {
        account.settle(id, rest);
      }

      @Override
      public PaceReading read(List<Charge> charges, double now) {
        return account.read(charges, now);
      }

      @Override
      public void learn(Charge charge, double spent, double hold, double now) {
        account.learn(charge, spent, hold, now);
      }

      @Override
      public void slowDown(double millis, double now) {
        account.slowDown(millis, now);
      }

      @Override
      public void forget() {
        account = new AccountPace();
      }
    };
  }
}
