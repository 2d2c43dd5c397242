package cn.huiqi.selection;

import java.util.List;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * Which selection every application came to last, as stored.
 */
interface MemberRecords extends JpaRepository<MemberRecord, String> {

	List<MemberRecord> findBySelectionKeyOrderByApplicationNumber(String selectionKey);

}
