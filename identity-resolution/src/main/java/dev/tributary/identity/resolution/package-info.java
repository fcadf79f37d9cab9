/**
 * Identifiers to profiles: create, add, merge, decided before anything is done.
 *
 * <p>Pure: a plan is made from what identifiers lead to, and carried out by the kafka package. It
 * depends on claims and profiles.
 */
@NullMarked
package dev.tributary.identity.resolution;

import org.jspecify.annotations.NullMarked;
