/** What tests of the deletion of workspaces share. It depends on the package infra. */
@NullMarked
package dev.tributary.testkit.purge;

import org.jspecify.annotations.NullMarked;
