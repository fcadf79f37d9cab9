/**
 * The last known content of a model, as keys and hashes in files, and the consequences of a
 * comparison with it.
 *
 * <p>Files have versions and are switched by renaming one manifest, so a crash leaves either the
 * old or the new snapshot. It depends on the JDK, Jackson and the package table.
 */
@NullMarked
package dev.tributary.warehouse.snapshot;

import org.jspecify.annotations.NullMarked;
