-- Who put an announcement away matters until it is over (SAAS-07, ADR 0023): then the rows go, and how many they were stays.
ALTER TABLE "announcements" ADD COLUMN "dismissed" INTEGER NOT NULL DEFAULT 0;
