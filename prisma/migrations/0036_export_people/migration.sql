-- CreateTable
CREATE TABLE "export_person" (
    "source_type" TEXT NOT NULL,
    "source_id" UUID NOT NULL,
    "candidate_id" UUID NOT NULL,

    CONSTRAINT "export_person_pkey" PRIMARY KEY ("source_id","candidate_id")
);

-- CreateIndex
CREATE INDEX "export_person_candidate_id_idx" ON "export_person"("candidate_id");

-- AddForeignKey
ALTER TABLE "export_person" ADD CONSTRAINT "export_person_candidate_id_fkey" FOREIGN KEY ("candidate_id") REFERENCES "candidate"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "export_person" ADD CONSTRAINT "export_person_source_type_check" CHECK ("source_type" IN ('packet', 'export', 'job'));
