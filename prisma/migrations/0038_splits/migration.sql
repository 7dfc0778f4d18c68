-- CreateTable
CREATE TABLE "split" (
    "id" UUID NOT NULL,
    "department_id" UUID NOT NULL,
    "cycle_id" UUID NOT NULL,
    "way" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "split_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "split_share" (
    "split_id" UUID NOT NULL,
    "place" INTEGER NOT NULL,
    "account_id" UUID NOT NULL,
    "township_id" UUID,

    CONSTRAINT "split_share_pkey" PRIMARY KEY ("split_id","place")
);

-- CreateIndex
CREATE INDEX "split_cycle_id_department_id_at_idx" ON "split"("cycle_id", "department_id", "at");

-- AddForeignKey
ALTER TABLE "split" ADD CONSTRAINT "split_department_id_fkey" FOREIGN KEY ("department_id") REFERENCES "department"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "split" ADD CONSTRAINT "split_cycle_id_fkey" FOREIGN KEY ("cycle_id") REFERENCES "cycle"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "split_share" ADD CONSTRAINT "split_share_split_id_fkey" FOREIGN KEY ("split_id") REFERENCES "split"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "split" ADD CONSTRAINT "split_way_check" CHECK ("way" IN ('township', 'evenly'));
