package dev.tributary.collector.tracking;

/** The depth of a value and the number of members of its largest object. */
final class Nesting {
  private final int[] members;
  private int deepest;
  private int mostMembers;

  /**
   * @param countedLevels members are counted down to this level; deeper values exceed the limit
   *     anyway
   */
  Nesting(int countedLevels) {
    this.members = new int[countedLevels + 1];
  }

  void open(int level) {
    deepest = Math.max(deepest, level);
    if (level < members.length) {
      members[level] = 0;
    }
  }

  void member(int level) {
    if (level < members.length) {
      mostMembers = Math.max(mostMembers, ++members[level]);
    }
  }

  int deepest() {
    return deepest;
  }

  int mostMembers() {
    return mostMembers;
  }

  void reset() {
    deepest = 0;
    mostMembers = 0;
  }
}
