package dev.tributary.testkit.architecture.sample.ids;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** In place of the annotation of Hibernate. */
@Retention(RetentionPolicy.RUNTIME)
@interface Entity {}
