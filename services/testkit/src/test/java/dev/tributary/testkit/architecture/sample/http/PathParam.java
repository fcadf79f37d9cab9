package dev.tributary.testkit.architecture.sample.http;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** In place of the annotation of Jakarta REST. */
@Retention(RetentionPolicy.RUNTIME)
@interface PathParam {}
