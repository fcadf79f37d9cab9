/** The common code of tests of the deletion of workspaces. It depends on the package infra. */
@NullMarked
package dev.tributary.testkit.purge;

import org.jspecify.annotations.NullMarked;
