-- Names compared and searched as people mean them (CAT-05): without accents, without case, one way of writing them.

-- The same rule as `foldName` in packages/domain (text/fold-name.ts); a test compares the two over all of Unicode. The
-- case is turned by a table of its own (ASCII's: collation C), since lower() follows the database's locale.
CREATE FUNCTION fold_name(p_text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    -- Most names are plain ASCII: a tenth of the work.
    WHEN octet_length(p_text) = char_length(p_text) AND p_text !~ '[\u0009-\u000d]|  '
    THEN lower(btrim(p_text, ' ') COLLATE "C")
    ELSE btrim(regexp_replace(translate(regexp_replace(normalize(p_text, NFKD),
      '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f'
      '\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]', '', 'g'),
    'ABCDEFGHIJKLMNOPQRSTUVWXYZÆÐØÞĐĦŁŊŒŦƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎ'
    'ͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤ'
    'ѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻ'
    'ԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖẞ',
    'abcdefghijklmnopqrstuvwxyzæðøþđħłŋœŧɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏ'
    'ͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωσϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥ'
    'ѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժի'
    'լխծկհձղճմյնշոչպջռսվտրցւփքօֆß'),
    '[\u0009-\u000d\u0020\u0085\u1680\u2028\u2029]+', ' ', 'g'), ' ')
  END
$$;

-- Kept by the database itself, so that no writer can forget it and what is there already has it from here on. Not in the
-- Prisma schema: only searches read it.
ALTER TABLE products ADD COLUMN folded_name text GENERATED ALWAYS AS (fold_name(name)) STORED;

-- As before, but for the names, which are searched folded.
CREATE OR REPLACE FUNCTION list_orders(p_tenant uuid, p jsonb, p_limit int) RETURNS SETOF jsonb LANGUAGE plpgsql AS $$
DECLARE v_where text := '';
BEGIN
  PERFORM set_config('app.tenant_id', p_tenant::text, true);
  IF p->>'statuses' IS NOT NULL THEN
    v_where := v_where || $q$ AND o.status = ANY (ARRAY(SELECT jsonb_array_elements_text($2->'statuses')))$q$;
  END IF;
  IF p->>'outletId' IS NOT NULL THEN
    v_where := v_where || $q$ AND o.outlet_id = ($2->>'outletId')::uuid$q$;
  END IF;
  IF p->>'outletIds' IS NOT NULL THEN
    v_where := v_where
      || $q$ AND o.outlet_id = ANY (ARRAY(SELECT jsonb_array_elements_text($2->'outletIds')::uuid))$q$;
  END IF;
  IF p->>'from' IS NOT NULL THEN
    v_where := v_where || $q$ AND o.business_date >= ($2->>'from')::date$q$;
  END IF;
  IF p->>'to' IS NOT NULL THEN
    v_where := v_where || $q$ AND o.business_date <= ($2->>'to')::date$q$;
  END IF;
  IF p->>'like' IS NOT NULL THEN
    v_where := v_where || $q$ AND (o.number::text = $2->>'number' OR fold_name(o.table_name) LIKE fold_name($2->>'like')
      OR fold_name(o.queue_name) LIKE fold_name($2->>'like')
      OR fold_name(o.cashier_name) LIKE fold_name($2->>'like'))$q$;
  END IF;
  IF p->>'afterId' IS NOT NULL THEN
    v_where := v_where
      || $q$ AND (o.created_at, o.id) < (($2->>'afterAt')::timestamptz, ($2->>'afterId')::uuid)$q$;
  END IF;
  RETURN QUERY EXECUTE $q$
    SELECT jsonb_build_object(
      'id', o.id, 'number', o.number::text, 'outletId', o.outlet_id, 'type', o.type, 'status', o.status,
      'paymentStatus', o.payment_status, 'tableName', o.table_name, 'queueName', o.queue_name,
      'cashierName', o.cashier_name,
      'itemCount', (SELECT count(*) FROM order_items i
                    WHERE i.tenant_id = o.tenant_id AND i.order_id = o.id AND i.voided_at IS NULL),
      'total', o.total, 'paidTotal', o.paid_total,
      'dueTotal', CASE WHEN o.status = 'VOIDED' THEN 0 ELSE greatest(o.total - o.paid_total, 0) END,
      'flags', o.flags, 'businessDate', o.business_date,
      'createdAt', to_char(o.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'version', o.version)
    FROM (SELECT * FROM orders o WHERE o.tenant_id = $1$q$ || v_where || $q$
          ORDER BY o.created_at DESC, o.id DESC LIMIT $3) o
    ORDER BY o.created_at DESC, o.id DESC$q$
  USING p_tenant, p, p_limit;
END $$;
