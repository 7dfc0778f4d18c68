-- CreateTable
CREATE TABLE "send_back" (
    "review_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "words" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "send_back_pkey" PRIMARY KEY ("review_id","version")
);

-- CreateTable
CREATE TABLE "review_opening" (
    "review_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "review_opening_pkey" PRIMARY KEY ("review_id","account_id","version")
);

-- AddForeignKey
ALTER TABLE "send_back" ADD CONSTRAINT "send_back_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_opening" ADD CONSTRAINT "review_opening_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Nothing is sent back without words.
ALTER TABLE "send_back" ADD CONSTRAINT "send_back_words_check" CHECK (btrim("words") <> '');
