-- Accounts of persons. One never disappears: it is locked.
CREATE TABLE account (
    account_id          uuid PRIMARY KEY,
    login               text        NOT NULL UNIQUE,  -- normalised: lower case
    role                text        NOT NULL,         -- name of sems.common.v1.Role
    state               text        NOT NULL CHECK (state IN ('ACTIVE', 'LOCKED')),
    password_hash       text        NOT NULL,         -- Argon2id, with its parameters
    password_change_due boolean     NOT NULL,         -- chosen by an administrator
    organisation_name   text        NOT NULL,         -- 기관·업체명
    department          text        NOT NULL,         -- 부서명
    contact_name        text        NOT NULL,         -- 담당자명
    phone               text        NOT NULL,         -- 연락처
    email               text        NOT NULL,
    consent_version     text,                         -- the latest of privacy_consent
    consented_at        timestamptz,
    version             bigint      NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    updated_by          text        NOT NULL          -- account id; empty: the person himself when signing up, or the bootstrap
);
CREATE INDEX account_role ON account (role, login);

-- What an account was before each change (never its password).
CREATE TABLE account_history (
    account_id        uuid        NOT NULL,
    version           bigint      NOT NULL,
    state             text        NOT NULL,
    organisation_name text        NOT NULL,
    department        text        NOT NULL,
    contact_name      text        NOT NULL,
    phone             text        NOT NULL,
    email             text        NOT NULL,
    since             timestamptz NOT NULL,
    since_by          text        NOT NULL,
    replaced_at       timestamptz NOT NULL,
    replaced_by       text        NOT NULL,
    PRIMARY KEY (account_id, version)
);

-- 개인정보처리방침, and who accepted which version when (개인정보 보호법 제15조).
CREATE TABLE privacy_notice (
    version      text PRIMARY KEY,
    effective_on date NOT NULL,
    text_ko      text NOT NULL
);
CREATE TABLE privacy_consent (
    account_id     uuid        NOT NULL,
    notice_version text        NOT NULL,
    accepted_at    timestamptz NOT NULL,
    PRIMARY KEY (account_id, notice_version)
);

INSERT INTO privacy_notice VALUES ('1', '2020-01-01',
'대기배출원 관리업무를 위한 개인정보 수집·이용 안내 (개인정보 보호법 제15조)
1. 수집·이용 목적: 사업장 등록과 승인, 운영기록 관리, 업무 연락
2. 수집 항목: 아이디, 기관·업체명, 부서명, 담당자명, 연락처, 전자우편(선택)
3. 보유·이용 기간: 계정이 있는 동안. 개인정보를 조회한 기록은 2년간 보관합니다.
4. 동의를 거부할 권리가 있으며, 거부하면 계정을 쓸 수 없습니다.');
