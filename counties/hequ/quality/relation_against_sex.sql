-- rule: relation_against_sex
-- zh: 与户主关系和性别不符
-- en: relation to the head against sex
-- severity: error
-- remedy: 请核对性别和与户主关系
-- source: 省级“数据问题”清单
select
  member_now.household_id,
  member_now.person_id,
  member_now.village_code,
  expected.word || '，性别'
    || case when person.sex = 'male' then '男' else '女' end as detail
from member_now
join person on person.person_id = member_now.person_id
join (
  values
    ('son', 'male', '之子'),
    ('son_in_law', 'male', '之女婿'),
    ('grandson', 'male', '之孙子'),
    ('grandson_by_daughter', 'male', '之外孙子'),
    ('father', 'male', '之父'),
    ('wifes_father', 'male', '之岳父'),
    ('husbands_father', 'male', '之公公'),
    ('grandfather', 'male', '之祖父'),
    ('mothers_father', 'male', '之外祖父'),
    ('great_grandson', 'male', '之曾孙子'),
    ('nephew', 'male', '之侄儿'),
    ('uncle', 'male', '之叔伯'),
    ('daughter', 'female', '之女'),
    ('daughter_in_law', 'female', '之儿媳'),
    ('granddaughter', 'female', '之孙女'),
    ('granddaughter_by_daughter', 'female', '之外孙女'),
    ('mother', 'female', '之母'),
    ('wifes_mother', 'female', '之岳母'),
    ('husbands_mother', 'female', '之婆婆'),
    ('grandmother', 'female', '之祖母'),
    ('mothers_mother', 'female', '之外祖母'),
    ('great_granddaughter', 'female', '之曾孙女'),
    ('niece', 'female', '之侄女'),
    ('brothers_wife', 'female', '之兄弟媳妇')
) as expected(relation, sex, word) on expected.relation = person.relation
where person.sex <> expected.sex
