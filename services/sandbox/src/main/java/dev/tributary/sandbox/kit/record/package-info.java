/**
 * The memory of a vendor: records with unique keys, members of lists, events, and mails to new
 * contacts. A store knows ids that were merged or deleted, keys that were erased for good, changes
 * that become visible late, and records that are dropped in silence. Imports the JDK and Jackson.
 */
@NullMarked
package dev.tributary.sandbox.kit.record;

import org.jspecify.annotations.NullMarked;
