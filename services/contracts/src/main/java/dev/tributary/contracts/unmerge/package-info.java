/**
 * Sealed data that services hand to each other while a user previews an unmerge. None of it is on a
 * topic.
 */
@NullMarked
package dev.tributary.contracts.unmerge;

import org.jspecify.annotations.NullMarked;
